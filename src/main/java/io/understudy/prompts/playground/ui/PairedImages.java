package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Tag("sample-compare")
public class PairedImages extends Component {
    public record Pair(
            String words,
            long seed,
            @Nullable BlobHash left,
            @Nullable BlobHash right) {}

    /** What {@code sample-compare.js} shows, as JSON: here there is only one step. */
    record Model(List<Integer> steps, List<String> runs, int base, List<Row> rows) {}

    record Row(String prompt, long seed, List<List<String>> pictures) {}

    public PairedImages(String left, String right, List<Pair> pairs) {
        show(left, right, pairs);
    }

    public final void show(String left, String right, List<Pair> pairs) {
        getElement()
                .setPropertyBean(
                        "matrix",
                        new Model(
                                List.of(0),
                                List.of(left, right),
                                0,
                                pairs.stream().map(PairedImages::row).toList()));
    }

    private static Row row(Pair pair) {
        return new Row(pair.words(), pair.seed(), List.of(List.of(path(pair.left())), List.of(path(pair.right()))));
    }

    private static String path(@Nullable BlobHash picture) {
        return picture == null ? "" : BlobUrls.of(picture);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/sample-compare.js");
    }
}
