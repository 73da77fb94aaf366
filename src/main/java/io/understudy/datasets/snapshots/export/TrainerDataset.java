package io.understudy.datasets.snapshots.export;

import io.understudy.prompting.guide.TriggerWord;
import java.util.List;

/**
 * How a trainer reads a folder of pictures with captions: for exports, and for trainings on the team's engines.
 *
 * @param repeats how often each picture counts in an epoch
 * @param captionDropout share of the steps, in percent, in which a picture is shown without its caption
 * @param resolutions sides in px, each a set of its own
 */
public record TrainerDataset(
        String folder, TriggerWord trigger, int repeats, int captionDropout, List<Integer> resolutions) {
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

                      [[datasets.subsets]]
                      image_dir = %s
                      caption_extension = ".txt"
                      # The caption of a picture that has none:
                      class_tokens = %s
                      num_repeats = %d
                    """.formatted(resolution, batchSize, quoted(folder), quoted(trigger.value()), repeats));
            if (captionDropout > 0) {
                dataset.append("""
                          # Works only without --cache_text_encoder_outputs:
                          caption_dropout_rate = %s
                        """.formatted(captionDropout / 100.0));
            }
        }
        return dataset.toString();
    }

    /** Lines of a process in a job file of ai-toolkit, which ignores keys that it does not know. */
    public String aiToolkit() {
        String word = quoted(trigger.value());
        return """
                trigger_word: %s
                datasets:
                  - folder_path: %s
                    caption_ext: "txt"
                    # The caption of a picture that has none:
                    default_caption: %s
                    caption_dropout_rate: %s
                    num_repeats: %d
                    resolution: %s
                """.formatted(word, quoted(folder), word, captionDropout / 100.0, repeats, resolutions);
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
