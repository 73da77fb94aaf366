package io.understudy.versions.passports.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import io.understudy.lora.ModelPart;
import io.understudy.lora.passport.Passport.BlockNorm;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How strongly each block is changed, block by block: one bar per block, all on one scale. An untrained file shows no bars,
 * an overtrained block dwarfs the others.
 */
public class NormChart extends Div {
    public NormChart(List<BlockNorm> norms) {
        this(norms, norms.stream().mapToDouble(BlockNorm::norm).max().orElse(0));
    }

    /** @param full the norm of a bar of full height, so that two pictures can share a scale */
    NormChart(List<BlockNorm> norms, double full) {
        addClassName("norm-picture");
        Map<ModelPart, List<BlockNorm>> parts =
                norms.stream().collect(Collectors.groupingBy(BlockNorm::part, TreeMap::new, Collectors.toList()));
        parts.forEach((part, blocks) -> add(part(part, blocks, full)));
    }

    private static Div part(ModelPart part, List<BlockNorm> blocks, double full) {
        Map<Integer, BlockNorm> byBlock =
                blocks.stream().collect(Collectors.toMap(BlockNorm::block, norm -> norm, (first, second) -> first));
        int last = blocks.stream().mapToInt(BlockNorm::block).max().orElse(0);
        OrderedList bars = new OrderedList();
        bars.addClassName("norm-bars");
        for (int block = 0; block <= last; block++) {
            bars.add(bar(block, byBlock.get(block), full));
        }
        Div row = Styled.div(
                "norm-part",
                Styled.div("norm-head", Styled.span("norm-title", part.label()), Hint.inline(range(blocks))),
                bars);
        return row;
    }

    private static ListItem bar(int block, @Nullable BlockNorm norm, double full) {
        ListItem item = new ListItem();
        String words;
        if (norm == null) {
            item.addClassName("untouched");
            words = "Block %d: not changed".formatted(block);
        } else {
            double share = full > 0 && Double.isFinite(norm.norm()) ? norm.norm() / full : 0;
            item.getStyle().set("--share", String.format(Locale.ROOT, "%.4f", share));
            words = "Block %d: %s, %s"
                    .formatted(block, number(norm.norm()), Formats.plural(norm.modules(), "layer", "layers"));
        }
        item.getElement().setAttribute("title", words);
        item.getElement().setAttribute("aria-label", words);
        return item;
    }

    private static String range(List<BlockNorm> blocks) {
        double least = blocks.stream().mapToDouble(BlockNorm::norm).min().orElse(0);
        double most = blocks.stream().mapToDouble(BlockNorm::norm).max().orElse(0);
        String count = Formats.plural(blocks.size(), "block", "blocks");
        return blocks.size() == 1
                ? "%s, %s".formatted(count, number(most))
                : "%s, %s to %s".formatted(count, number(least), number(most));
    }

    static String number(double value) {
        return value >= 1_000 && value < 1e6
                ? Formats.count(Math.round(value))
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
