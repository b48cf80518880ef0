"""The digest is the same on every machine: its bytes are spelled out here."""

from hashlib import sha256

import numpy as np

from ryadom.lake.api import Digest


def test_the_digest_is_what_its_words_say() -> None:
    digest = Digest()
    digest.add("people", 2, {"name": np.array(["Аня", "Ян"], object), "age": np.array([3, 40], np.int16)})
    texts = b"\x06\0\0\0" + "Аня".encode() + b"\x04\0\0\0" + "Ян".encode()
    parts = (
        "RU-CHE",
        "people=2",
        f"people.age:int16:{sha256(bytes([3, 0, 40, 0])).hexdigest()}",
        f"people.name:text:{sha256(texts).hexdigest()}",
    )
    whole = b"".join(len(part).to_bytes(4, "little") + part.encode() for part in parts)
    assert digest.hex("RU-CHE") == sha256(whole).hexdigest()


def test_a_column_that_comes_late_had_zeros_before() -> None:
    late, whole = Digest(), Digest()
    late.add("t", 2, {"a": np.array([1, 2])})
    late.add("t", 1, {"a": np.array([3]), "b": np.array([True])})
    whole.add("t", 3, {"b": np.array([False, False, True]), "a": np.array([1, 2, 3])})
    assert late.hex() == whole.hex()


def test_big_endian_cells_are_the_same_cells() -> None:
    little, big = Digest(), Digest()
    little.add("t", 2, {"a": np.array([1, 256], "<i8")})
    big.add("t", 2, {"a": np.array([1, 256], ">i8")})
    assert little.hex() == big.hex()


def test_rows_count_even_where_every_cell_is_zero() -> None:
    two, three = Digest(), Digest()
    two.add("t", 2, {"a": np.zeros(2)})
    three.add("t", 3, {"a": np.zeros(3)})
    assert two.hex() != three.hex()
