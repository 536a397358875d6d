// What time it is on the platform: by the date that its server sends with this very page. A device's own clock may be wrong, and
// it serves only until the platform has answered, or where none answers.
(() => {
  "use strict";

  let told = Date.now();
  let since = performance.now();
  const ask = async () => {
    try {
      const answer = await fetch(location.href.split("#")[0], { method: "HEAD", cache: "no-store" });
      const moment = Date.parse(answer.headers.get("Date"));
      if (moment) [told, since] = [moment, performance.now()];
    } catch {
      // A platform that shows the package from a file, or lets nothing be asked.
    }
  };
  const two = (number) => String(number).padStart(2, "0");
  window.platformClock = {
    ask,
    now: () => told + performance.now() - since,
    // As "28 November 2026, 14:05", with the months' names in the reader's language and their device's time zone.
    said: (moment, months) => {
      const day = new Date(moment);
      return `${day.getDate()} ${months[day.getMonth()]} ${day.getFullYear()}, ${two(day.getHours())}:${two(day.getMinutes())}`;
    },
  };
})();
