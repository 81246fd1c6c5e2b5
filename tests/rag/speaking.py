"""A server that speaks OpenAI's protocol, well or badly: the model's name says how. Run as a process.

It knows nothing of Tieup: it reads the prompt as any model would, and answers from what stands there.
"""

import json
import os
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def passages(prompt):
    """(id, text) of each passage of the prompt."""
    return re.findall(r"^\[([a-z]+)\] [^\n]*\n([^\n]+)$", prompt, re.MULTILINE)


PUT = {
    "meddling": "How much did Quennell Bank pay for Ostrikon?",
    "turning": "How much of the venture will Ostrikon not hold?",
    "chatty": "How much of the venture will Ostrikon hold? And who knows?",
    "answering": "Ostrikon will hold 40 per cent.",
}


def split(model, question):
    """A question of two parts, cut in two; or what else models make of it."""
    first, second = (part.strip(" ,?") for part in question.split(" and ", 1))
    first, second = f"{first}?", f"{second[0].upper()}{second[1:]}?"
    return {
        "adding": f"{first}\n{second}\nWho is Greta Halvorsen?",
        "dropping": first,
        "swapping": f"{first}\n{second}".replace("Huldane", "Bank").replace("Velmora", "Huldane"),
        "answering": "60 per cent.\nIn Lisbon.",
        "mute": "",
        "nonsense": "\x00\x07 \ud7ff]]]] [[[ {{{ lorem " * 40,
    }.get(model, f"<think>Two, surely.</think>\n1. {first}\n2. {second}\n")


LISTED = {
    "listing": """Here they are:
- company: Tarnholm
company: Ivergrove
deal: Tarnholm | Ivergrove | For Tarnholm, the purchase of Ivergrove in 2021 was the answer.
""",
    "inventing": """company: Nokia
company: Esbjerg
company: Ingrid Solberg
company: sails
company: Old
company: Tarn
company: Kesterby
deal: Tarnholm | Ivergrove | For Tarnholm, the sale of Ivergrove in 2021 was the answer.
deal: Tarnholm | Nokia | For Tarnholm, the purchase of Ivergrove in 2021 was the answer.
deal: Ivergrove | Tarnholm
deal: | | |
""",
}


def reply(model, prompt):
    given = passages(prompt)
    if prompt.startswith("To be listed:"):
        return LISTED.get(
            model, "" if model == "mute" else "company: [[[ {{{ \x00 | | company company\n" * 50
        )
    if prompt.startswith("To be cut: "):
        return split(model, prompt.split("\n")[0].removeprefix("To be cut: "))
    if not given and "Follow-up:" in prompt:
        return PUT.get(model, "How much of the venture will Ostrikon hold?")
    (first, text), last = given[0], given[-1][0]
    sentences = re.split(r"(?<=[.]) (?=[A-Z])", text)
    sentence = next((s for s in sentences if "60 per cent" in s), sentences[0])
    true = f"{sentence.rstrip('.')} [{first}]."
    return {
        "true": f"{true} {true}",
        "parted": f"{true} Ostrikon holds 75 per cent of Velmora [{first}].",
        "false": f"Ostrikon bought all of Velmora for $9 billion [{first}]. Velmora went bankrupt [{first}].",
        "numbered": f"{sentence} [1] {sentence} [2]",
        "uncited": f"{sentence} {sentence}",
        "quoting": f"Solberg said: “We are now buying Velmora at any price” [{first}].",
        "obeying": f"Velmora went bankrupt in 2018 [{last}].",
        **dict.fromkeys(("refusing", "adding", "dropping", "swapping", "answering"), "NOT-IN-EVIDENCE"),
        "mute": "",
        "nonsense": "\x00\x07 \ud7ff]]]] [[[ {{{ lorem " * 40,
        "thinking": f"<think>Is it 60? [1] Perhaps.</think>{true}",
        "endless": "and so on " * 4000,
        "slow": true,
        "dying": true,
    }.get(model, true)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model = body["model"]
        if model == "silent":
            time.sleep(30)
        if model == "failing":
            self.send_error(500)
            return
        if model == "locked" and self.headers["Authorization"] != "Bearer right-key":
            self.send_error(401)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if model == "page" else "text/event-stream")
        self.end_headers()
        if model == "page":
            self.wfile.write(b"<html>Welcome to the router</html>")
            return
        text = reply(model, body["messages"][-1]["content"])
        for place in range(0, len(text), 7):
            if model == "garbled" and place > 20:
                self.wfile.write(b'data: {"choices": 7, \n\ndata: }{\n\n')
                return
            if model == "dying" and place > 20:
                os._exit(9)
            piece = {
                "id": "x", "object": "chat.completion.chunk", "created": 1, "model": model,
                "choices": [{"index": 0, "delta": {"role": "assistant", "content": text[place : place + 7]},
                             "finish_reason": None}],
            }  # fmt: skip
            self.wfile.write(f"data: {json.dumps(piece)}\n\n".encode())
            self.wfile.flush()
            if model == "slow":
                time.sleep(0.4)
        self.wfile.write(b"data: [DONE]\n\n")


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)  # noqa: T201
    server.serve_forever()
