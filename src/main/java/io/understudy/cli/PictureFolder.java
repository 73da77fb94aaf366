package io.understudy.cli;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import io.understudy.mini.training.TrainingPicture;
import io.understudy.platform.pictures.Orientation;
import io.understudy.platform.pictures.UnreadPhoto;
import io.understudy.platform.text.DecodedText;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A folder of pictures with captions in files of the same name. */
final class PictureFolder {
    private static final List<String> ENDINGS =
            List.of(".png", ".jpg", ".jpeg", ".jfif", ".jpe", ".webp", ".bmp", ".gif");
    private static final String JSON = ".json";

    /** Of caption files, the one that counts first. */
    private static final List<String> CAPTIONS = List.of(".txt", ".caption", JSON);

    private PictureFolder() {}

    /**
     * All pictures in the order of their names.
     *
     * @param trigger caption of a picture without a text file
     * @param notes receives what was not read, or not surely right
     * @throws BadInputException if the folder is missing or empty or a picture cannot be read
     */
    static List<TrainingPicture> read(Path folder, String trigger, Consumer<String> notes) throws IOException {
        List<TrainingPicture> pictures = new ArrayList<>();
        for (Path file : files(folder)) {
            pictures.add(new TrainingPicture(readUpright(file), caption(file, trigger, notes)));
        }
        unreadNames(folder).forEach(name -> notes.accept(name + " was left out: " + UnreadPhoto.REFUSAL));
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted()
                    .filter(below -> Files.isDirectory(below)
                            && !below.getFileName().toString().startsWith("."))
                    .forEach(
                            below -> notes.accept(
                                    below.getFileName()
                                            + " was not read: training takes the pictures of the folder itself, not of those below it"));
        }
        return pictures;
    }

    /**
     * The files of the pictures, in the order of their names.
     *
     * @throws BadInputException if the folder is missing or empty
     */
    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("The folder %s does not exist.".formatted(folder));
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pictures =
                    files.sorted().filter(PictureFolder::isPicture).toList();
            if (pictures.isEmpty()) {
                throw new BadInputException("The folder %s has no picture (%s).%s"
                        .formatted(folder, String.join(", ", ENDINGS), unread(folder)));
            }
            return pictures;
        }
    }

    private static String unread(Path folder) throws IOException {
        List<String> names = unreadNames(folder);
        return names.isEmpty() ? "" : " %s: %s.".formatted(String.join(", ", names), UnreadPhoto.REFUSAL);
    }

    /** Names of the photos that no server reads. */
    static List<String> unreadNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .map(file -> file.getFileName().toString())
                    .filter(UnreadPhoto::isNamed)
                    .toList();
        }
    }

    static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** The caption files of a picture that there are, the one that counts first. */
    static List<Path> captionFiles(Path picture) {
        String name = picture.getFileName().toString();
        String stem = name.substring(0, name.lastIndexOf('.'));
        return CAPTIONS.stream()
                .flatMap(ending -> Stream.of(stem + ending, name + ending))
                .map(picture::resolveSibling)
                .filter(Files::isRegularFile)
                .toList();
    }

    private static String caption(Path picture, String trigger, Consumer<String> notes) throws IOException {
        String caption = "";
        for (Path file : captionFiles(picture)) {
            String name = file.getFileName().toString();
            if (name.endsWith(JSON)) {
                notes.accept(name + " was not read: captions come from .txt and .caption files");
            } else if (!caption.isEmpty()) {
                notes.accept(name + " was not read: another caption file of the same picture counts more");
            } else {
                DecodedText text = DecodedText.of(Files.readAllBytes(file));
                caption = text.text().strip();
                if (!text.isUnicode()) {
                    notes.accept(name + ": " + DecodedText.NOTE);
                }
            }
        }
        return caption.isEmpty() ? trigger : caption;
    }

    private static BufferedImage readUpright(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        if (image == null) {
            throw new BadInputException("The file %s is not a picture that can be read.".formatted(file));
        }
        return turned(image, orientation(file));
    }

    /** Cameras store the picture as the sensor saw it and note how they were held. */
    private static Orientation orientation(Path file) throws IOException {
        try {
            return Orientation.of(ImageMetadataReader.readMetadata(file.toFile()));
        } catch (ImageProcessingException withoutOrientation) {
            return Orientation.UPRIGHT;
        }
    }

    private static BufferedImage turned(BufferedImage image, Orientation orientation) {
        if (orientation.isUpright()) {
            return image;
        }
        int width = image.getWidth();
        int height = image.getHeight();
        boolean sideways = orientation.swapsSides();
        BufferedImage upright =
                new BufferedImage(sideways ? height : width, sideways ? width : height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = upright.createGraphics();
        graphics.drawImage(image, orientation.transform(width, height), null);
        graphics.dispose();
        return upright;
    }
}
