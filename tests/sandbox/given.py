"""Who and what the sandbox's tests are about: people, a token, pictures."""

import struct
import zlib

from bot.sandbox.wire import Upload

TOKEN = "123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
ANNA = 11
BORIS = 12


def picture(width: int = 2, height: int = 1) -> bytes:
    """A small PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def photo_part(width: int = 2, height: int = 1) -> Upload:
    """A picture as it comes in a request."""
    return Upload("calendar.png", "image/png", picture(width, height))
