package io.understudy.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureFileNameTest {
    @ParameterizedTest
    @CsvSource({
        "IMG_1.jpg, IMG_1.jpg",
        "../../etc/passwd.jpg, passwd.jpg",
        "'C:\\photos\\ava.png', ava.png",
        "con.jpg, _con.jpg",
        "COM1.png, _COM1.png",
        ".hidden.jpg, hidden.jpg",
        "'a:b*c?.jpg', a_b_c_.jpg",
        "Zoë 1.jpg, Zoë 1.jpg",
        "'', picture",
        "'..', picture"
    })
    void aNameBecomesHarmless(String raw, String shown) {
        assertThat(PictureFileName.of(raw).value()).isEqualTo(shown);
    }

    @Test
    void invisibleMarksAndLineBreaksAreGone() {
        assertThat(PictureFileName.of("ava\u202Egpj.exe\u0000\r\nx.jpg").value())
                .isEqualTo("avagpj.exe x.jpg");
    }

    @Test
    void aLongNameIsShortenedButKeepsItsExtension() {
        String shown = PictureFileName.of("a".repeat(1_000) + ".jpg").value();
        assertThat(shown).hasSize(PictureFileName.MAX_LENGTH).endsWith("….jpg");
    }
}
