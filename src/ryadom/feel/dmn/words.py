"""The words of every error of a model and of its running: code -> (Russian, English)."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # reading the file
    "unreadable": ("Файл не читается: {why}.", "The file cannot be read: {why}."),
    "too-big": ("Файл больше {limit} МБ: такие модели не читаются.", "The file is larger than {limit} MB."),
    "too-many": ("В файле больше {limit} элементов.", "The file has more than {limit} elements."),
    "too-nested": ("Элементы вложены глубже {limit} уровней.", "Elements are nested deeper than {limit} levels."),
    "doctype": (
        "Объявления DOCTYPE и ENTITY не принимаются: в моделях DMN их не бывает.",
        "DOCTYPE and ENTITY declarations are not accepted: DMN models have none.",
    ),
    "not-xml": ("Это не XML: {why}.", "This is not XML: {why}."),
    "not-dmn": (
        "Это не модель DMN: здесь «{found}», а нужен элемент «definitions» из пространства имён DMN.",
        "This is not a DMN model: “{found}” instead of “definitions” in a DMN namespace.",
    ),
    "duplicate-id": ("Обозначение «{name}» встречается дважды.", "The id “{name}” is used twice."),
    "no-name": ("У элемента нет имени.", "The element has no name."),
    "two-logics": ("Здесь может стоять только одно выражение.", "Only one expression may stand here."),
    "foreign-language": (
        "Язык выражений «{name}» не исполняется, только FEEL.",
        "The expression language “{name}” is not run, only FEEL.",
    ),
    "hit-policy": ("Правила отбора «{name}» нет.", "There is no hit policy “{name}”."),
    "aggregation": (
        "Свёртка «{name}» возможна только при отборе COLLECT с одним столбцом итога.",
        "The aggregation “{name}” needs COLLECT with a single output.",
    ),
    "cells": (
        "В строке таблицы {found} условий и итогов, а столбцов {wanted}.",
        "The rule has {found} entries for {wanted} columns.",
    ),
    "no-output": ("В таблице нет ни одного столбца итога.", "The table has no output."),
    "unknown-type": ("Тип «{name}» не описан{near}.", "The type “{name}” is not defined{near}."),
    "type-cycle": ("Тип «{name}» определён через самого себя.", "The type “{name}” is defined by itself."),
    # putting the parts together
    "no-such-element": (
        "Ссылка ведёт к «{name}», а такого элемента в модели нет.",
        "The reference “{name}” leads to no element of the model.",
    ),
    "wrong-element": (
        "Ссылка «{name}» ведёт к элементу «{found}», который здесь не подходит.",
        "The reference “{name}” leads to a “{found}”, which does not fit here.",
    ),
    "cycle": ("Решения требуют друг друга по кругу: {path}.", "Decisions require each other in a circle: {path}."),
    "no-import": (
        "Рядом с моделью нет файла с пространством имён «{name}», которое она включает.",
        "No file beside the model has the namespace “{name}” that it imports.",
    ),
    "too-many-files": ("Модель включает больше {limit} файлов.", "The model imports more than {limit} files."),
    "no-decision": ("Решения «{name}» в модели нет{near}.", "The model has no decision “{name}”{near}."),
    # running
    "no-logic": ("У решения нет логики.", "The decision has no logic."),
    "wrong-type": ("Значение не того типа: нужно {wanted}, а здесь {found}.", "{wanted} is needed, not {found}."),
    "not-allowed": (
        "Значение {found} не входит в допустимые: {allowed}.",
        "The value {found} is not among the allowed: {allowed}.",
    ),
    "several-rules": (
        "Подошло несколько строк таблицы ({rules}), а может только одна.",
        "Several rules match ({rules}), only one may.",
    ),
    "rules-differ": (
        "Подошедшие строки таблицы ({rules}) дают разные итоги.",
        "The matching rules ({rules}) give different outputs.",
    ),
    "foreign-function": (
        "Функция на языке {kind} не исполняется.",
        "A function of kind {kind} is not run.",
    ),
    # the facts
    "unnamed-fact": (
        "Таких входных данных в модели нет: «{name}»{near}.",
        "The model has no input “{name}”{near}.",
    ),
    "facts-unread": ("Файл сведений не читается: {why}.", "The facts cannot be read: {why}."),
    "facts-shape": ("Нужен список «имя: значение».", "“name: value” lines are needed."),
}
