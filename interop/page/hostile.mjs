// A document that tries to run script in the reader's browser, and to have it ask another host. Knows the tricks; must not know how
// it is shown. Whatever runs sets `hit`.
import { createServer } from "node:http";

// Words that are there to be read: a page that does not show them proves nothing.
export const WORDS = ["of the whole", "of the request", "of the answer"];

export const document = (elsewhere) => `
openapi: 3.0.3
info:
  title: '<img src=x onerror="hit=1">'
  version: '1'
  description: '${WORDS[0]} <script>hit=2</script><img src="${elsewhere}/html" onerror="hit=3"> ![](${elsewhere}/markdown)'
servers: [{url: '${elsewhere}'}]
paths:
  /things:
    get:
      operationId: ListThings
      summary: '<svg onload="hit=4">'
      description: '${WORDS[1]} [click](javascript:hit=5) <iframe srcdoc="<script>parent.hit=6</script>"></iframe><a href="javascript:hit=7">x</a>'
      responses:
        '200':
          description: '${WORDS[2]} <img src=x onerror="hit=8">'
          content: {application/json: {example: {a: '<img src=x onerror="hit=9">'}, schema: {type: object}}}
`;

// Another host, which writes down what it is asked for.
export async function elsewhere() {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.end();
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}`, asked, stop: () => server.close() };
}
