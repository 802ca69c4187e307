// Keep the list of pages being read up to date while there is something to wait for.

const jobs = document.getElementById("jobs");
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

while (jobs?.dataset.running === "1") {
  await wait(1000);
  const answer = await fetch("/reading/list").catch(() => null);
  if (!answer?.ok) continue;
  const list = await answer.text();
  if (list !== jobs.innerHTML) jobs.innerHTML = list;
  jobs.dataset.running = answer.headers.get("x-sayso-running");
}
