/* Proves that some work was done for this form (decision 0027), in a worker so that the page stays quick. Keeps nothing. */
(() => {
  if (typeof document !== "undefined") {
    const field = document.querySelector("[data-challenge]");
    if (!field || !window.Worker) return;
    const worker = new Worker(document.currentScript.src);
    worker.onmessage = ({ data }) => {
      field.value = data;
      worker.terminate();
    };
    worker.postMessage({ challenge: field.dataset.challenge, bits: Number(field.dataset.bits) });
    return;
  }

  /* SHA-256 of a message that fits one block: FIPS 180-4. Its constants are what stands after the point in the roots of primes. */
  const primes = [];
  for (let number = 2; primes.length < 64; number++) {
    if (primes.every((prime) => number % prime)) primes.push(number);
  }
  const ROUNDS = Int32Array.from(primes, (prime) => (prime ** (1 / 3) * 2 ** 32) | 0);
  const START = Int32Array.from(primes.slice(0, 8), (prime) => (prime ** (1 / 2) * 2 ** 32) | 0);
  const words = new Int32Array(64);

  const write = (text, from) => {
    for (let at = 0; at < text.length; at++) {
      words[(from + at) >> 2] |= text.charCodeAt(at) << (24 - 8 * ((from + at) & 3));
    }
  };

  /* The first 32 bits of the digest of what stands in the first 16 words. */
  const digest = () => {
    for (let at = 16; at < 64; at++) {
      const two = words[at - 2], fifteen = words[at - 15];
      words[at] =
        (((two >>> 17) | (two << 15)) ^ ((two >>> 19) | (two << 13)) ^ (two >>> 10)) + words[at - 7] +
        (((fifteen >>> 7) | (fifteen << 25)) ^ ((fifteen >>> 18) | (fifteen << 14)) ^ (fifteen >>> 3)) + words[at - 16];
    }
    let a = START[0], b = START[1], c = START[2], d = START[3];
    let e = START[4], f = START[5], g = START[6], h = START[7];
    for (let at = 0; at < 64; at++) {
      const one = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
        ((e & f) ^ (~e & g)) + ROUNDS[at] + words[at]) | 0;
      const two = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
        ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    return (a + START[0]) >>> 0;
  };

  onmessage = ({ data }) => {
    const below = 2 ** (32 - data.bits), { challenge } = data;
    write(challenge, 0);
    for (let tried = 0; ; tried++) {
      const text = `:${tried}\u0080`;
      words.fill(0, challenge.length / 4, 16);
      write(text, challenge.length);
      words[15] = (challenge.length + text.length - 1) * 8;
      if (digest() < below) {
        postMessage(String(tried));
        return;
      }
    }
  };
})();
