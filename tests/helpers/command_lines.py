"""A command line of Windows taken apart, as the program that it starts receives it."""

from __future__ import annotations


def words_of(line: str) -> list[str]:
    """The arguments that a Windows program receives, by the rules of its C runtime."""
    words, word, quoted, backslashes, begun = [], "", False, 0, False
    for sign in line:
        if sign == "\\":
            backslashes, begun = backslashes + 1, True
            continue
        if sign == '"':
            word += "\\" * (backslashes // 2)
            if backslashes % 2:
                word += sign
            else:
                quoted, begun = not quoted, True
        else:
            word += "\\" * backslashes
            if sign == " " and not quoted:
                words += [word] * begun
                word, begun = "", False
            else:
                word, begun = word + sign, True
        backslashes = 0
    word += "\\" * backslashes
    return words + [word] * begun
