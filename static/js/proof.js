// In a flood a form asks for a small calculation, so that sending thousands gets dear.
const encoder = new TextEncoder();

async function isProof(stamp, bits, attempt) {
  const data = encoder.encode(`${stamp}:${attempt}`);
  const digest = await crypto.subtle.digest("SHA-256", data);
  return new DataView(digest).getUint32(0) >>> (32 - bits) === 0;
}

async function prove(field) {
  const { proof, proofBits } = field.dataset;
  let attempt = 0;
  while (!(await isProof(proof, Number(proofBits), attempt))) attempt += 1;
  field.value = attempt;
}

async function proveAndSend(field, event) {
  if (field.value) return;
  event.preventDefault();
  await field.proving;
  field.form.requestSubmit(event.submitter);
}

for (const field of document.querySelectorAll("[data-proof]")) {
  if (!globalThis.crypto?.subtle) continue;
  field.proving = prove(field);
  field.form.addEventListener("submit", (event) => proveAndSend(field, event));
}
