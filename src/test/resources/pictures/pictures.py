"""Makes the pictures beside it with Pillow 9.4, and what Pillow reads of them, for PictureDecoderTest.

ramp-*         28x28, each column of one gray: 0, 9, 18 ... 243, in every color model
colors.*       a few colors; colors.txt is what Pillow's own conversion to RGB gives
upright.png    a picture of 6x4 without symmetry; exif-N.jpg and exif-N.png are stored turned, and
               say so in their metadata
"""
import io
import zlib

import numpy as np
from PIL import Image, ImageOps

ramp = np.tile(np.arange(28, dtype=np.uint8) * 9, (28, 1))
gray = Image.fromarray(ramp)
gray.save("ramp-gray.png")
gray.convert("RGB").save("ramp-rgb.png")
gray.convert("LA").save("ramp-gray-alpha.png")
gray.convert("RGBA").save("ramp-rgba.png")
gray.quantize(256).save("ramp-indexed.png")
Image.fromarray(ramp.astype(np.uint16) * 257).save("ramp-16-bit.png")
gray.save("ramp-gray.jpg", quality=100)
gray.convert("RGB").save("ramp-rgb.jpg", quality=100, subsampling=0)
gray.convert("RGB").convert("CMYK").save("ramp-cmyk.jpg", quality=100)
for path in ("ramp-rgb.jpg", "ramp-gray.jpg", "ramp-cmyk.jpg", "ramp-indexed.png"):
    read = np.asarray(Image.open(path).convert("RGB").convert("L"), dtype=int)
    assert abs(read - ramp).max() <= 1, path

# Levels of one, two and four bits, and red to gray of 16 bits, which Pillow does not write.
def chunk(name, data):
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def png(path, width, height, depth, kind, rows, extra=b""):
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([depth, kind, 0, 0, 0])
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    open(path, "wb").write(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b""))


png("levels-1.png", 8, 1, 1, 0, [bytes([0b10110001])])
png("levels-2.png", 4, 1, 2, 0, [bytes([0b00011011])])
png("levels-4.png", 4, 1, 4, 0, [bytes([0x07, 0x9f])])
wide = [0, 128, 129, 257 * 135 - 128, 257 * 135 + 128, 257 * 135 + 129, 65535]
png("levels-16.png", 7, 1, 16, 0, [b"".join(v.to_bytes(2, "big") for v in wide)])
png("levels-16-rgb.png", 2, 1, 16, 2,
    [b"".join((257 * v).to_bytes(2, "big") for v in (1, 2, 3, 200, 100, 0))])
# Gray 135 is transparent where a tRNS chunk says so.
png("levels-keyed.png", 2, 1, 8, 0, [bytes([135, 136])], chunk(b"tRNS", bytes([0, 135])))

colors = np.array([[(255, 0, 0), (0, 255, 0), (0, 0, 255)], [(200, 100, 50), (90, 90, 90), (0, 0, 0)]], np.uint8)
colors = colors.repeat(8, 0).repeat(8, 1)
Image.fromarray(colors).save("colors.png")
Image.fromarray(colors).convert("CMYK").save("colors-cmyk.jpg", quality=100)
ycck = bytearray(open("colors-cmyk.jpg", "rb").read())
# The same bytes, said to be luminance and two differences (and black), not inks.
ycck[ycck.index(b"Adobe") + 11] = 2
open("colors-ycck.jpg", "wb").write(bytes(ycck))
for name in ("colors-cmyk", "colors-ycck"):
    read = np.asarray(Image.open(name + ".jpg").convert("RGB"))
    open(name + ".txt", "w").write("".join(" ".join(map(str, p)) + "\n" for p in read[4::8, 4::8].reshape(-1, 3)))

upright = np.arange(24, dtype=np.uint8).reshape(4, 6) * 10
upright = upright.repeat(8, 0).repeat(8, 1)
Image.fromarray(upright).save("upright.png")
back = {1: None, 2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM, 5: Image.TRANSPOSE,
        6: Image.ROTATE_90, 7: Image.TRANSVERSE, 8: Image.ROTATE_270}
for value, method in back.items():
    stored = Image.fromarray(upright)
    stored = stored.transpose(method) if method is not None else stored
    exif = Image.Exif()
    exif[0x0112] = value
    stored.save(f"exif-{value}.jpg", quality=100, exif=exif)
    stored.save(f"exif-{value}.png", exif=exif)
    seen = np.asarray(ImageOps.exif_transpose(Image.open(f"exif-{value}.jpg")), dtype=int)
    assert abs(seen - upright).max() <= 2, value
