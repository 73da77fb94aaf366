package io.understudy.versions.passports.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.function.ValueProvider;
import io.understudy.lora.passport.PassportDetails;
import io.understudy.lora.passport.PassportDetails.Condition;
import io.understudy.lora.passport.PassportDetails.Layer;
import io.understudy.platform.text.CsvRow;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.CsvLink;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Every layer of a file, one row each, the strongest first; only the rows in sight are in the browser. */
public class LayerGrid extends Panel {
    private static final int SHOWN_AT_ONCE = 10;

    public LayerGrid(PassportDetails details) {
        List<Layer> layers = details.layers();
        Div head = Panel.head("Layers");
        add(head);
        if (layers.isEmpty()) {
            add(new Paragraph("The file changes no layer."));
            return;
        }
        head.add(new CsvLink("Every layer", () -> "layers.csv", out -> write(layers, out)));
        PassportDetails.RankUse use = details.rankUse();
        if (use != null) {
            add(Styled.div("rank-advice", use.advice()), new Hint(measured(use)));
        }
        add(odd(layers), grid(layers));
    }

    private static String measured(PassportDetails.RankUse use) {
        String how = "By the singular values of %s.".formatted(Formats.plural(use.measured(), "layer", "layers"));
        return use.notMeasured() == 0
                ? how
                : how + " %d could not be measured: whether they ran away is not known.".formatted(use.notMeasured());
    }

    private static Paragraph odd(List<Layer> layers) {
        String words = Stream.of(Condition.values())
                .filter(condition -> condition != Condition.HEALTHY)
                .map(condition -> count(layers, condition))
                .filter(text -> !text.isEmpty())
                .reduce((first, second) -> first + "; " + second)
                .map(text -> text + ".")
                .orElse(
                        layers.stream().allMatch(Layer::exact)
                                ? "No layer is dead, and none ran away."
                                : "No layer is dead, and none of those that were measured ran away.");
        return new Paragraph(words);
    }

    private static String count(List<Layer> layers, Condition condition) {
        long count =
                layers.stream().filter(layer -> layer.condition() == condition).count();
        return count == 0 ? "" : "%s %s".formatted(Formats.plural(count, "layer", "layers"), condition.words());
    }

    private static Grid<Layer> grid(List<Layer> layers) {
        Grid<Layer> grid = new Grid<>();
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.addClassName("layer-grid");
        grid.addColumn(Layer::module)
                .setHeader("Module")
                .setTooltipGenerator(Layer::module)
                .setSortable(true)
                .setComparator(Comparator.comparing(Layer::module))
                .setWidth("14rem")
                .setFlexGrow(2);
        grid.addColumn(layer -> layer.part().label())
                .setHeader("Part")
                .setSortable(true)
                .setWidth("7.5rem")
                .setFlexGrow(0);
        number(grid, "Block", layer -> layer.block() < 0 ? "–" : String.valueOf(layer.block()), Layer::block);
        number(grid, "Rank", layer -> layer.rank() == 0 ? "–" : String.valueOf(layer.rank()), Layer::rank);
        number(grid, "95 % in", LayerGrid::directions, Layer::directions);
        number(grid, "Alpha", layer -> PassportLabels.number(layer.alpha()), Layer::alpha);
        number(grid, "Scale", layer -> PassportLabels.number(layer.scale()), Layer::scale);
        number(grid, "Norm", layer -> (layer.exact() ? "" : "≤ ") + NormChart.number(layer.norm()), Layer::norm);
        number(grid, "Share", LayerGrid::share, Layer::share);
        grid.addColumn(layer -> layer.condition().words())
                .setHeader("Condition")
                .setTooltipGenerator(layer -> layer.condition().words())
                .setSortable(true)
                .setComparator(Comparator.comparing(Layer::condition))
                .setWidth("12rem")
                .setFlexGrow(1);
        grid.setItems(layers.stream()
                .sorted(Comparator.comparingDouble(Layer::share).reversed())
                .toList());
        if (layers.size() <= SHOWN_AT_ONCE) {
            grid.setAllRowsVisible(true);
        }
        return grid;
    }

    private static <N extends Comparable<? super N>> void number(
            Grid<Layer> grid, String header, ValueProvider<Layer, String> text, ValueProvider<Layer, N> order) {
        grid.addColumn(text)
                .setHeader(header)
                .setSortable(true)
                .setComparator(order)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("5.2rem")
                .setFlexGrow(0);
    }

    private static String directions(Layer layer) {
        return layer.exact() ? String.valueOf(layer.directions()) : "–";
    }

    private static String share(Layer layer) {
        return String.format(Locale.ROOT, layer.share() < 0.1 ? "%.2f %%" : "%.1f %%", 100 * layer.share());
    }

    static void write(List<Layer> layers, Writer out) throws IOException {
        CsvRow.write(
                out,
                "module",
                "part",
                "block",
                "role",
                "rank",
                "alpha",
                "scale",
                "norm",
                "exact",
                "share",
                "directions",
                "condition");
        for (Layer layer : layers) {
            CsvRow.write(
                    out,
                    Stream.of(
                                    layer.module(),
                                    layer.part().id(),
                                    layer.block() < 0 ? "" : layer.block(),
                                    layer.role(),
                                    layer.rank(),
                                    layer.alpha(),
                                    layer.scale(),
                                    layer.norm(),
                                    layer.exact(),
                                    layer.share(),
                                    layer.directions(),
                                    layer.condition().id())
                            .map(Objects::toString)
                            .toArray(String[]::new));
        }
    }
}
