package io.understudy.lora.layers;

import io.understudy.lora.ModelPart;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layers of an open LoRA file under names that do not depend on the tool that wrote it. Layers that some tools keep in
 * one and others split are split here, so that the same weights meet, whatever tool trained them.
 */
public final class LowRankLayers {
    /**
     * One layer, or a slice of one.
     *
     * @param firstRow of the second factor; {@code rows} of them belong to the slice
     */
    public record Layer(String name, TensorInfo down, TensorInfo up, double scale, int firstRow, int rows) {
        int rank() {
            return down.dimension(0);
        }

        public int inputs() {
            return Math.toIntExact(down.elements() / down.dimension(0));
        }
    }

    private final SafetensorsFile file;
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private int skipped;

    /** @param usualScale of modules that store no alpha */
    public LowRankLayers(SafetensorsFile file, double usualScale) throws IOException {
        this.file = file;
        Map<String, LoraModule> modules = new LinkedHashMap<>();
        file.tensors()
                .forEach(tensor -> Factor.of(tensor.name())
                        .ifPresent(key -> modules.computeIfAbsent(key.module(), LoraModule::new)
                                .add(key.factor(), tensor)));
        for (LoraModule module : modules.values()) {
            TensorInfo down = module.tensors().get(Factor.DOWN);
            TensorInfo up = module.tensors().get(Factor.UP);
            if (down == null || up == null || module.incompleteness().isPresent() || module.has(Factor.MID)) {
                skipped += module.kind().isPresent() ? 1 : 0;
            } else {
                split(module, down, up, scale(module, usualScale));
            }
        }
    }

    private double scale(LoraModule module, double usualScale) throws IOException {
        TensorInfo alpha = module.tensors().get(Factor.ALPHA);
        return alpha == null || alpha.elements() != 1
                ? usualScale
                : file.floats(alpha.name())[0] / Math.max(1, module.rank());
    }

    private void split(LoraModule module, TensorInfo down, TensorInfo up, double scale) {
        int outputs = up.dimension(0);
        int inputs = Math.toIntExact(down.elements() / down.dimension(0));
        ModuleSite site = module.site().orElse(null);
        List<String> roles = site == null ? List.of() : slices(site, outputs, inputs);
        if (roles.isEmpty()) {
            put(name(module, site, site == null ? "" : site.role()), down, up, scale, 0, outputs);
            return;
        }
        boolean single = site != null && site.part() == ModelPart.SINGLE;
        int first = 0;
        for (int slice = 0; slice < roles.size(); slice++) {
            boolean last = slice == roles.size() - 1;
            int rows = last ? outputs - first : single ? inputs : outputs / roles.size();
            put(name(module, site, roles.get(slice)), down, up, scale, first, rows);
            first += rows;
        }
    }

    private static List<String> slices(ModuleSite site, int outputs, int inputs) {
        if (site.part() == ModelPart.DOUBLE && site.role().endsWith("attn.qkv") && outputs % 3 == 0) {
            String start = site.role().substring(0, site.role().length() - "qkv".length());
            return List.of(start + "q", start + "k", start + "v");
        }
        if (site.part() == ModelPart.SINGLE && site.role().equals("linear1") && outputs > 3 * inputs) {
            return List.of("q", "k", "v", "mlp");
        }
        return List.of();
    }

    private static String name(LoraModule module, @Nullable ModuleSite site, String role) {
        return site == null ? module.name() : "%s %d %s".formatted(site.part().id(), site.block(), role);
    }

    private void put(String name, TensorInfo down, TensorInfo up, double scale, int first, int rows) {
        layers.putIfAbsent(name, new Layer(name, down, up, scale, first, rows));
    }

    public Map<String, Layer> byName() {
        return layers;
    }

    public List<String> names() {
        return new ArrayList<>(layers.keySet());
    }

    public int skipped() {
        return skipped;
    }

    /** First factor, [rank, inputs]. */
    public float[] down(Layer layer) throws IOException {
        return file.floats(layer.down().name());
    }

    /** The layer's rows of the second factor, [rows, rank]. */
    public float[] up(Layer layer) throws IOException {
        float[] whole = file.floats(layer.up().name());
        if (layer.rows() == layer.up().dimension(0)) {
            return whole;
        }
        float[] rows = new float[layer.rows() * layer.rank()];
        System.arraycopy(whole, layer.firstRow() * layer.rank(), rows, 0, rows.length);
        return rows;
    }
}
