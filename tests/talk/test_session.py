"""The conversation in the terminal: the same function, kept and lived again."""

import json

from click.testing import CliRunner

from ryadom.talk.cli import talk_command

STORY = ["меня сократили с завода", "#1", "#1", "нет", "0", "больше никто", "не знаю", "почему спрашиваете?"]


def test_a_story_is_kept_and_lived_again(tmp_path):
    story, kept = tmp_path / "story.txt", tmp_path / "turns.jsonl"
    story.write_text("\n".join(STORY), "utf-8")
    runner, day = CliRunner(), ["--region", "RU-CHE", "--on", "2026-11-20"]
    first = runner.invoke(talk_command, [*day, "--replay", str(story), "--save", str(kept)])
    assert first.exit_code == 0, first.output
    assert "Потеря работы" in first.output and "часы ответа регион ещё не внёс" in first.output
    turns = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    assert [one["sort"] for one in turns].count("button") == 2 and len(turns) == len(STORY)
    second = runner.invoke(talk_command, [*day, "--replay", str(kept)])
    assert second.output.splitlines()[-1] == first.output.splitlines()[-1], "the same turns, the same stack"
    assert second.output.splitlines()[-1].startswith("8 ")


def test_a_region_that_is_not_there_is_said(tmp_path):
    told = CliRunner().invoke(talk_command, ["--region", "RU-MOX", "--on", "2026-11-20"])
    assert told.exit_code == 1 and "нет региона RU-MOX" in told.output
