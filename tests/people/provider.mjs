// A real OpenID provider on this machine, for tests: it signs everybody in as the person whose
// address stands in `login_hint`, or else as the one that was named last at /next.
import http from "node:http";
import { Provider } from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
let next = { sub: "1", email: "nobody@elsewhere.example", email_verified: true };

const provider = new Provider(issuer, {
  clients: [{ client_id: "lantern", client_secret: "a-secret-in-a-file-of-forty-characters-xx", redirect_uris: [redirect] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["given_name", "family_name", "name"] },
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...next, sub }) }),
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ["tests-alone"] },
  pkce: { required: () => true },
});

async function interaction(request, response) {
  const details = await provider.interactionDetails(request, response);
  if (details.prompt.name === "login") {
    return provider.interactionFinished(request, response, { login: { accountId: next.sub } });
  }
  const grant = new provider.Grant({ accountId: details.session.accountId, clientId: details.params.client_id });
  grant.addOIDCScope("openid email profile");
  const grantId = await grant.save();
  return provider.interactionFinished(request, response, { consent: { grantId } });
}

const callback = provider.callback();
http
  .createServer((request, response) => {
    if (request.url === "/next") {
      let body = "";
      request.on("data", (part) => (body += part));
      request.on("end", () => {
        next = JSON.parse(body);
        response.end("ok");
      });
    } else if (request.url.startsWith("/interaction/")) {
      interaction(request, response).catch((error) => {
        response.statusCode = 500;
        response.end(String(error));
      });
    } else {
      callback(request, response);
    }
  })
  .listen(Number(port), "127.0.0.1", () => console.log("ready"));
