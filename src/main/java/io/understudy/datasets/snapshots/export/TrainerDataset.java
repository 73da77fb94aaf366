package io.understudy.datasets.snapshots.export;

import io.understudy.prompting.guide.TriggerWord;
import java.util.List;

/**
 * How a trainer reads a folder of pictures with captions: for exports, and for trainings on the team's engines.
 *
 * @param folders none of them within another
 * @param captionDropout share of the steps, in percent, in which a picture is shown without its caption
 * @param resolutions sides in px, each a set of its own
 */
public record TrainerDataset(List<Folder> folders, TriggerWord trigger, int captionDropout, List<Integer> resolutions) {
    /** @param repeats how often an epoch shows each of its pictures */
    public record Folder(String path, int repeats) {}

    public TrainerDataset {
        folders = List.copyOf(folders);
        resolutions = List.copyOf(resolutions);
    }

    /** Dataset file of sd-scripts, which refuses keys that it does not know. */
    public String kohya(int batchSize) {
        StringBuilder dataset = new StringBuilder("""
                [general]
                enable_bucket = true
                bucket_no_upscale = true
                """);
        for (int resolution : resolutions) {
            dataset.append("""

                    [[datasets]]
                    resolution = %d
                    batch_size = %d
                    """.formatted(resolution, batchSize));
            folders.forEach(folder -> dataset.append(subset(folder)));
        }
        return dataset.toString();
    }

    private String subset(Folder folder) {
        return """

                  [[datasets.subsets]]
                  image_dir = %s
                  caption_extension = ".txt"
                  # The caption of a picture that has none:
                  class_tokens = %s
                  num_repeats = %d
                """.formatted(quoted(folder.path()), quoted(trigger.value()), folder.repeats())
                + (captionDropout > 0 ? """
                          # Works only without --cache_text_encoder_outputs:
                          caption_dropout_rate = %s
                        """.formatted(captionDropout / 100.0) : "");
    }

    /**
     * Lines of a process in a job file of ai-toolkit, which ignores keys that it does not know.
     *
     * @param more lines that each of the folders has as well
     */
    public String aiToolkit(String more) {
        String word = quoted(trigger.value());
        StringBuilder lines = new StringBuilder("trigger_word: " + word + "\ndatasets:\n");
        for (Folder folder : folders) {
            lines.append("""
                      - folder_path: %s
                        caption_ext: "txt"
                        # The caption of a picture that has none:
                        default_caption: %s
                        caption_dropout_rate: %s
                        num_repeats: %d
                        resolution: %s
                    """.formatted(
                                    quoted(folder.path()), word, captionDropout / 100.0, folder.repeats(), resolutions))
                    .append(more.indent(4));
        }
        return lines.toString();
    }

    /** As YAML and TOML both read it back. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(letter -> {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append((char) letter);
            } else if (Character.isISOControl(letter)) {
                quoted.append("\\u%04x".formatted(letter));
            } else {
                quoted.append((char) letter);
            }
        });
        return quoted.append('"').toString();
    }
}
