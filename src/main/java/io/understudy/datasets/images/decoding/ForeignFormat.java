package io.understudy.datasets.images.decoding;

import io.understudy.platform.pictures.UnreadPhoto;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Names what a file is when it is no JPEG, PNG or WebP, so that the refusal says what to do about it. */
final class ForeignFormat {
    private static final int HEAD = 512;
    private static final String SAVE_IT = "save it as JPEG or PNG";

    private record Mark(int offset, String bytes, String reason, String advice) {}

    private static final List<Mark> MARKS = List.of(
            new Mark(0, "GIF8", "it is a GIF", SAVE_IT),
            new Mark(0, "BM", "it is a BMP", SAVE_IT),
            new Mark(0, "II*\0", "it is a TIFF", SAVE_IT),
            new Mark(0, "MM\0*", "it is a TIFF", SAVE_IT),
            new Mark(4, "ftyp", "it is a video", "take single frames as JPEG or PNG"),
            new Mark(0, "8BPS", "it is a Photoshop document", SAVE_IT),
            new Mark(0, "%PDF", "it is a PDF", "export its pictures as JPEG or PNG"),
            new Mark(0, "PK\3\4", "it is a zip archive under another name", "let its name end in .zip"),
            new Mark(0, "Rar!", "it is a RAR archive", "pack the pictures as zip"),
            new Mark(0, "7z\u00BC\u00AF", "it is a 7z archive", "pack the pictures as zip"),
            new Mark(0, "\u001F\u008B", "it is a gzip archive", "pack the pictures as zip"));

    private ForeignFormat() {}

    static UnreadablePicture refusal(ByteBuffer bytes) {
        byte[] head = new byte[Math.min(HEAD, bytes.limit())];
        bytes.get(0, head);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (UnreadPhoto.begins(text)) {
            return new UnreadablePicture(UnreadPhoto.REASON, UnreadPhoto.ADVICE);
        }
        for (Mark mark : MARKS) {
            if (text.startsWith(mark.bytes(), mark.offset())) {
                return new UnreadablePicture(mark.reason(), mark.advice());
            }
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("<svg")) {
            return new UnreadablePicture("it is an SVG drawing", SAVE_IT);
        }
        if (lower.contains("<html") || lower.contains("<!doctype html")) {
            return new UnreadablePicture("it is a web page, not a picture", "open it and save the picture itself");
        }
        return new UnreadablePicture(
                text.chars().allMatch(ForeignFormat::isTextual)
                        ? "it is text, not a picture"
                        : "it is not a JPEG, PNG or WebP picture");
    }

    private static boolean isTextual(int c) {
        return c >= 0x20 && c != 0x7F || c == '\t' || c == '\n' || c == '\r';
    }
}
