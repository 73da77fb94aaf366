package io.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.mini.training.TrainingPicture;
import io.understudy.platform.pictures.UnreadPhoto;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {
    @TempDir
    Path folder;

    @Test
    void captionsKeepTheirLettersAndWhatIsNotReadIsNamed() throws IOException {
        for (int number = 1; number <= 5; number++) {
            BufferedImage picture = new BufferedImage(90, 70, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(picture, "png", folder.resolve(number + ".png").toFile());
        }
        Files.write(folder.resolve("1.txt"), "ohwx woman, en été".getBytes(Charset.forName("windows-1252")));
        Files.writeString(folder.resolve("2.caption"), "ohwx woman, asleep\n");
        Files.writeString(folder.resolve("2.json"), "{}");
        Files.writeString(folder.resolve("3.txt"), "1girl, park");
        Files.writeString(folder.resolve("3.caption"), "a woman in a park");
        Files.writeString(folder.resolve("4.png.txt"), "ohwx woman, at sea");
        Files.write(folder.resolve("IMG_6.HEIC"), new byte[] {1});
        Files.createDirectory(folder.resolve("10_ohwx woman"));
        Files.createDirectory(folder.resolve(".ipynb_checkpoints"));
        List<String> notes = new ArrayList<>();

        List<TrainingPicture> read = PictureFolder.read(folder, "ohwx woman", notes::add);

        assertThat(read)
                .extracting(TrainingPicture::caption)
                .containsExactly(
                        "ohwx woman, en été", "ohwx woman, asleep", "1girl, park", "ohwx woman, at sea", "ohwx woman");
        assertThat(notes)
                .containsExactly(
                        "1.txt: it is not UTF-8; it was read as Windows-1252, check its special characters",
                        "2.json was not read: captions come from .txt and .caption files",
                        "3.caption was not read: another caption file of the same picture counts more",
                        "IMG_6.HEIC was left out: " + UnreadPhoto.REFUSAL,
                        "10_ohwx woman was not read: training takes the pictures of the folder itself, not of those below"
                                + " it");
    }
}
