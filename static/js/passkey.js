// A passkey that was not used is said in words on the page.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const problem = document.getElementById("passkey-problem");
  if (problem) {
    problem.hidden = false;
    problem.scrollIntoView({ block: "nearest" });
  }
});
