package io.understudy.datasets.intake.layouts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Pictures that trainers keep next to a dataset and that do not belong to it, by where they lie and what they are called. */
public final class LeftOutPicture {
    private static final Set<String> REGULARISATION = Set.of(
            "reg",
            "regs",
            "reg_data",
            "reg_images",
            "regularisation",
            "regularisation_images",
            "regularization",
            "regularization_images");
    private static final List<String> LABELS = List.of("-masklabel", "-condlabel");

    private LeftOutPicture() {}

    /** Why a picture is no picture of the character, as the end of a sentence; empty when it is one. */
    public static Optional<String> reason(String path) {
        List<String> folders = Folders.of(path);
        for (String folder : folders) {
            if (REGULARISATION.contains(folder.toLowerCase(Locale.ROOT))) {
                return Optional.of("it is a regularisation picture (folder " + folder + "), not one of the character");
            }
        }
        for (int i = 1; i < folders.size(); i++) {
            if (folders.get(i).equals("sample") && folders.get(i - 1).equals("model")) {
                return Optional.of("it is a sample that a trainer generated (folder model/sample)");
            }
        }
        String stem = Folders.stem(path).toLowerCase(Locale.ROOT);
        return LABELS.stream().anyMatch(stem::endsWith)
                ? Optional.of("it is a mask of OneTrainer, not a picture")
                : KohyaFolder.leftOut(path);
    }
}
