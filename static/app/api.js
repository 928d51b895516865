// The API, called with the cookie of this page's visitor.

const HEADERS = { "Content-Type": "application/json", "X-CSRFToken": document.body.dataset.csrf };

export async function call(method, path, body) {
  const reply = await fetch(`/api/${path}`, {
    method,
    headers: method === "GET" ? {} : HEADERS,
    body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
  });
  const text = await reply.text();
  const answer = text ? JSON.parse(text) : null;
  if (!reply.ok) {
    const detail = answer && answer.detail !== answer.error ? ` ${answer.detail}` : "";
    throw new Error(answer ? `${answer.error}.${typeof answer.detail === "string" ? detail : ""}` : `${reply.status}`);
  }
  return answer;
}

export function show(id, text) {
  const place = document.getElementById(id);
  place.textContent = text;
  place.hidden = !text;
}

// Runs the work of a page; what goes wrong is said on it.
export async function run(work) {
  show("problem", "");
  try {
    await work();
  } catch (error) {
    show("state", "");
    show("problem", error.message);
  }
}
