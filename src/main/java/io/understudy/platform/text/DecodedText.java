package io.understudy.platform.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file that another program wrote.
 *
 * @param text without the mark that may be at its start
 * @param isUnicode false where it was read as what Windows editors write
 */
public record DecodedText(String text, boolean isUnicode) {
    /** Said of a file that is not Unicode, after its name and a colon. */
    public static final String NOTE = "it is not UTF-8; it was read as Windows-1252, check its special characters";

    /** Reads a text in UTF-8 or marked UTF-16, else what Windows editors write. */
    public static DecodedText of(byte[] bytes) {
        try {
            String text = unicode(bytes);
            return new DecodedText(text.startsWith("\uFEFF") ? text.substring(1) : text, true);
        } catch (CharacterCodingException notUnicode) {
            return new DecodedText(
                    Charset.forName("windows-1252")
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    false);
        }
    }

    private static String unicode(byte[] bytes) throws CharacterCodingException {
        boolean utf16 = bytes.length >= 2
                && ((bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF
                        || (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE);
        Charset charset = utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
