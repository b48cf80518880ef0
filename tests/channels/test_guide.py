"""The chapter «First: rehearse» of the guide, lived as a reader does: its own commands, in a terminal."""

import json
import os
import re
import shlex
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from ryadom.channels import configuration
from ryadom.channels.adapters import max as max_adapter
from ryadom.channels.adapters import ports
from ryadom.channels.cli import channels_group
from ryadom.channels.rehearsal import stage
from ryadom.channels.shapes import Button, Channel

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/guides/channels.md").read_text("utf-8")


def commands():
    """The lines of the first block, without what is said beside them."""
    block = re.search(r"## First: rehearse\n\n```sh\n(.*?)```", GUIDE, re.S)
    return [line.partition("#")[0].strip() for line in block[1].splitlines()]


class Site:
    """Where Ryadom would run: takes what the messengers bring, and says yes."""

    def __enter__(self):
        taken = self.taken = []

        class Take(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                taken.append((self.path, dict(self.headers), json.loads(body)))
                said = b"ok"
                self.send_response(200)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format, *args):
                """Says nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Take)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        return self

    def __exit__(self, *_fault):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def written(tmp_path, settings):
    """The first command of the guide, and the file it wrote; with ports that are free here."""
    with Site() as site:
        first = shlex.split(commands()[0])
        assert first[:3] == ["ryadom", "channels", "rehearse"]
        file = tmp_path / first[first.index("--write") + 1]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        said = CliRunner().invoke(
            channels_group,
            [*(str(file) if one == file.name else one for one in first[2:]), "--port", port, "--site", site.address],
        )
        assert said.exit_code == 0 and said.output.strip() == f"RYADOM_CHANNELS={file}"
        assert file.stat().st_mode & 0o777 == 0o600
        yield file, site


def test_the_second_line_is_what_everybody_starts_ryadom_with():
    setting, program, target = shlex.split(commands()[1])
    assert setting == "RYADOM_CHANNELS=channels.toml" and program == "make"
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.M)


def test_the_third_opens_chats_in_which_one_is_the_resident(written):
    file, site = written
    setting, *third = shlex.split(commands()[2])
    assert setting.startswith("RYADOM_CHANNELS=") and third[0] == "ryadom"
    environment = {**os.environ, "RYADOM_CHANNELS": str(file), "RYADOM_LOG_LEVEL": "ERROR"}
    town = subprocess.Popen(
        [sys.executable, "-m", "ryadom.site.cli", *third[1:]], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        address = re.search(r"http://[\d.:]+", town.stdout.readline())[0]
        page = httpx.get(f"{address}/").text
        assert "MAX" in page and "ВКонтакте" in page and "Телеграм" in page
        for channel in stage.CHANNELS:
            httpx.post(f"{address}/chat/{channel.value}/1", data={"text": "Меня уволили"})
        paths = [path for path, _headers, _body in site.taken]
        assert [path.split("/")[3] for path in paths] == ["max", "vk", "telegram"]
        _ryadom_answers(file, address)
    finally:
        town.terminate()
        town.wait(20)


def _ryadom_answers(file, address):
    """What the worker would say stands in the chat, with its buttons."""
    with configuration.use(configuration._read(file, file.stat().st_mtime_ns)):
        for bot in configuration.current().bots:
            sending = ports.Sending(1, "1", "Понял как: потеря работы.", ((Button("Потеря работы", "1:job-loss"),),))
            ports.sender(bot.channel)(bot, sending)
            chat = httpx.get(f"{address}/chat/{bot.channel.value}/1").text
            assert "Понял как: потеря работы." in chat and ">Потеря работы</button>" in chat
        known = configuration.current().one_of("max", "RU-CHE")
        assert known is not None and known.channel is Channel.MAX
        assert max_adapter.request(known, "GET", "/subscriptions").body["subscriptions"]
