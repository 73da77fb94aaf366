package io.understudy.mini.training;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsContent;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import io.understudy.mini.LoraSettings;
import io.understudy.mini.MiniatureBase;
import io.understudy.mini.UnfitLoraException;
import io.understudy.mini.network.LoraAdapter;
import io.understudy.mini.network.LoraPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Everything a run needs to continue as if it had never stopped: settings, step, encoded pictures, captions, pairs,
 * optimiser moments and moving average. Random choices follow from seed and step, so they need no state. Kept as a
 * safetensors file.
 */
public final class Checkpoint implements SafetensorsContent {
    private static final String KIND = "understudy.kind";
    private static final String KIND_VALUE = "miniature-checkpoint";

    private final String base;
    private final LoraSettings settings;
    private final int step;
    private final TrainingExamples examples;
    /** Two per pair: A, then B transposed. */
    private final List<ParameterState> parameters;

    Checkpoint(
            String base, LoraSettings settings, int step, TrainingExamples examples, List<ParameterState> parameters) {
        this.base = base;
        this.settings = settings;
        this.step = step;
        this.examples = examples;
        this.parameters = List.copyOf(parameters);
    }

    /** Values, moments and moving average of one trained array, copied at the time of the checkpoint. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a value
    record ParameterState(float[] values, float[] firstMoment, float[] secondMoment, float[] average) {
        static ParameterState copyOf(AdamW optimiser, float[] average) {
            return new ParameterState(
                    optimiser.parameters.clone(),
                    optimiser.firstMoment.clone(),
                    optimiser.secondMoment.clone(),
                    average.clone());
        }

        void restore(AdamW optimiser, float[] into) {
            System.arraycopy(values, 0, optimiser.parameters, 0, values.length);
            System.arraycopy(firstMoment, 0, optimiser.firstMoment, 0, values.length);
            System.arraycopy(secondMoment, 0, optimiser.secondMoment, 0, values.length);
            System.arraycopy(average, 0, into, 0, values.length);
        }
    }

    public int step() {
        return step;
    }

    public LoraSettings settings() {
        return settings;
    }

    TrainingExamples examples() {
        return examples;
    }

    List<ParameterState> parameters() {
        return parameters;
    }

    @Override
    public SafetensorsWriter writer() {
        SafetensorsWriter writer = new SafetensorsWriter()
                .metadata(KIND, KIND_VALUE)
                .metadata("understudy.base", base)
                .metadata("understudy.step", Integer.toString(step))
                .metadata(SettingsText.write(settings))
                .metadata("understudy.trigger", examples.trigger());
        int latentSize = examples.latents().getFirst().length;
        float[] latents = new float[examples.latents().size() * latentSize];
        for (int i = 0; i < examples.latents().size(); i++) {
            writer.metadata("understudy.caption." + i, examples.captions().get(i));
            System.arraycopy(examples.latents().get(i), 0, latents, i * latentSize, latentSize);
        }
        writer.tensor("latents", TensorType.F32, latents, examples.latents().size(), latentSize);
        for (int i = 0; i < parameters.size(); i++) {
            ParameterState state = parameters.get(i);
            int length = state.values().length;
            writer.tensor("parameter." + i, TensorType.F32, state.values(), length);
            writer.tensor("first." + i, TensorType.F32, state.firstMoment(), length);
            writer.tensor("second." + i, TensorType.F32, state.secondMoment(), length);
            writer.tensor("average." + i, TensorType.F32, state.average(), length);
        }
        return writer;
    }

    /**
     * Reads a checkpoint of this base.
     *
     * @throws UnfitLoraException if it belongs to another base
     * @throws MalformedSafetensorsException if it is no checkpoint of the miniature
     */
    public static Checkpoint read(MiniatureBase base, byte[] bytes) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.of(bytes)) {
            Map<String, String> texts = file.metadata();
            if (!KIND_VALUE.equals(texts.get(KIND))) {
                throw new MalformedSafetensorsException("This file is no checkpoint of the miniature.");
            }
            String trainedOn = texts.getOrDefault("understudy.base", "");
            if (!trainedOn.equals(base.name())) {
                throw new UnfitLoraException(
                        "This checkpoint belongs to the miniature base \"%s\"; this program has \"%s\". Start the run again."
                                .formatted(trainedOn, base.name()));
            }
            try {
                LoraSettings settings = SettingsText.read(texts);
                int step = Integer.parseInt(texts.getOrDefault("understudy.step", ""));
                return new Checkpoint(
                        trainedOn, settings, step, readExamples(base, file), readParameters(base, settings, file));
            } catch (IllegalArgumentException unreadable) {
                throw new MalformedSafetensorsException(
                        "The checkpoint's settings cannot be read: " + unreadable.getMessage(), unreadable);
            }
        }
    }

    private static TrainingExamples readExamples(MiniatureBase base, SafetensorsFile file) throws IOException {
        float[] all = file.floats("latents");
        int latentSize = base.transformer().shape().latentSize();
        if (all.length == 0 || all.length % latentSize != 0) {
            throw new MalformedSafetensorsException("The checkpoint's pictures do not fit this base.");
        }
        List<float[]> latents = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < all.length / latentSize; i++) {
            latents.add(Arrays.copyOfRange(all, i * latentSize, (i + 1) * latentSize));
            captions.add(file.metadata().getOrDefault("understudy.caption." + i, ""));
        }
        return new TrainingExamples(latents, captions, file.metadata().getOrDefault("understudy.trigger", ""));
    }

    private static List<ParameterState> readParameters(MiniatureBase base, LoraSettings settings, SafetensorsFile file)
            throws IOException {
        List<ParameterState> states = new ArrayList<>();
        LoraAdapter shape = LoraAdapter.zero(base.transformer().shape(), settings.rank(), (float) settings.alpha());
        for (LoraPair pair : shape.pairs()) {
            for (int length : new int[] {pair.down().length, pair.upTransposed().length}) {
                int i = states.size();
                states.add(new ParameterState(
                        sized(file, "parameter." + i, length),
                        sized(file, "first." + i, length),
                        sized(file, "second." + i, length),
                        sized(file, "average." + i, length)));
            }
        }
        return states;
    }

    private static float[] sized(SafetensorsFile file, String name, int length) throws IOException {
        float[] values = file.floats(name);
        if (values.length != length) {
            throw new MalformedSafetensorsException("The checkpoint's tensor \"%s\" has %d values instead of %d."
                    .formatted(name, values.length, length));
        }
        return values;
    }
}
