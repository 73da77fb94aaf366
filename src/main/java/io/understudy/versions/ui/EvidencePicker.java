package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.LazyImage;
import io.understudy.platform.ui.RovingFocus;
import io.understudy.platform.ui.StreamedUpload;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.training.SamplePicture;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import io.understudy.versions.checklist.evidence.EvidencePictureService;
import io.understudy.versions.checklist.evidence.EvidenceUploadService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

class EvidencePicker extends Div {
    private static final int MOST_UPLOADS = 20;
    private static final String SEPARATOR = " · ";
    // That nothing is chosen is a choice too: otherwise the pictures of the last tick would be proposed again.
    private static final String NONE = "none";

    private final Map<Evidence, NativeButton> tiles = new LinkedHashMap<>();
    private final Map<String, Div> groups = new LinkedHashMap<>();
    private final RovingFocus wall = new RovingFocus("evidence-wall");
    private final Span count = new Span();
    private final Span refusal = Styled.span("field-refusal");
    private final KeptChoice kept = new KeptChoice("Chosen pictures");
    private final transient EvidenceUploadService sent;
    private final int wanted;

    /**
     * @param wanted so many pictures are needed
     * @param accepts the kinds of evidence that can be chosen, of which those that are pictures are shown
     */
    EvidencePicker(
            int wanted,
            Set<Evidence.Kind> accepts,
            List<SamplePicture> samples,
            List<Evidence> offers,
            EvidencePictureService uploads,
            EvidenceUploadService sent) {
        this.wanted = wanted;
        this.sent = sent;
        addClassName("evidence-picker");
        refusal.getElement().setAttribute("role", "alert");
        offers.stream()
                .filter(piece -> piece.kind().isPicture() && accepts.contains(piece.kind()))
                .forEach(piece -> offer(piece, false));
        samples.stream()
                .filter(sample -> accepts.contains(Evidence.Kind.SAMPLE))
                .sorted((one, other) -> Integer.compare(other.step(), one.step()))
                .forEach(sample -> offer(Evidence.sample(sample.picture(), SampleMatrix.words(sample)), false));
        int last = samples.stream().mapToInt(SamplePicture::step).max().orElse(0);
        Button lastStep = quick(
                "Select final step",
                piece -> samples.stream()
                        .anyMatch(sample ->
                                sample.step() == last && sample.picture().equals(piece.bytes())));
        lastStep.setVisible(!samples.isEmpty());
        Button all = quick("Select all", piece -> true);
        Div tools = Styled.div("actions", count, lastStep, all, quick("Clear selection", piece -> false));
        Upload upload = uploadOf(uploads);
        upload.setVisible(accepts.contains(Evidence.Kind.PICTURE));
        add(tools, wall, upload, refusal, kept);
        showCount();
    }

    /**
     * Begins with the pictures of an earlier tick, as far as they are offered here, or with those that were chosen when
     * this was left without a tick.
     */
    void begin(List<Evidence> earlier) {
        propose(earlier);
        kept.onRestored(text -> {
            if (text.isEmpty()) {
                propose(earlier);
            } else {
                restore(text);
            }
        });
    }

    /** @param text the hashes of the chosen pictures in a line, then a line for each uploaded one */
    private void restore(String text) {
        String[] parts = text.split("\n", 2);
        List<Evidence> uploaded = parts.length < 2 ? List.of() : KeptUploads.read(parts[1], Evidence::picture);
        List<Evidence> there = sent.stillThere(uploaded);
        there.forEach(piece -> offer(piece, false));
        Set<String> chosen = Set.copyOf(List.of(parts[0].split(" ")));
        chooseOnly(piece -> piece.pictureIfAny()
                .filter(picture -> chosen.contains(picture.hex()))
                .isPresent());
        if (there.size() < uploaded.size()) {
            show("Pictures that you uploaded more than a day ago must be added again.");
        }
    }

    private void propose(List<Evidence> earlier) {
        chooseOnly(piece -> earlier.stream()
                .anyMatch(shown -> shown.kind() == piece.kind() && Objects.equals(shown.bytes(), piece.bytes())));
        if (!chosen().isEmpty()) {
            count.setText(count.getText() + ", as in your last tick");
        }
    }

    private Button quick(String words, Predicate<Evidence> which) {
        return Buttons.inline(words, event -> {
            chooseOnly(which);
            keep();
        });
    }

    private Upload uploadOf(EvidencePictureService uploads) {
        Upload upload = new Upload(new StreamedUpload<>(
                EvidencePictureService.LIMIT,
                (file, in) -> sent.remember(Evidence.picture(
                        uploads.take(file.getFileName(), in),
                        "uploaded: " + EvidenceFileService.nameOf(file.getFileName()))),
                piece -> {
                    offer(piece, true);
                    keep();
                },
                this::show));
        upload.setAcceptedMimeTypes("image/jpeg", "image/png", "image/webp");
        upload.setMaxFiles(MOST_UPLOADS);
        upload.setMaxFileSize((int) EvidencePictureService.LIMIT);
        upload.setUploadButton(new Button("Add pictures you made with it…"));
        upload.setDropLabel(
                new Span("JPEG, PNG or WebP, up to " + Formats.bytes(EvidencePictureService.LIMIT) + " each"));
        return upload;
    }

    private void offer(Evidence piece, boolean chosen) {
        // “prompt · seed · strength”: what differs within a row of the sheet comes last.
        int last = piece.words().lastIndexOf(SEPARATOR);
        String heading = last < 0 ? "Uploaded" : piece.words().substring(0, last);
        String label = last < 0 ? piece.words() : piece.words().substring(last + SEPARATOR.length());
        NativeButton tile = new NativeButton();
        tile.addClassName("evidence-tile");
        tile.setTitle(piece.words());
        tile.setAriaLabel(piece.words());
        piece.pictureIfAny().ifPresent(picture -> tile.add(new LazyImage(BlobUrls.of(picture), "")));
        tile.add(new Span(label));
        tile.addClickListener(event -> {
            choose(tile, !isChosen(tile));
            showCount();
            keep();
        });
        choose(tile, chosen);
        if (tiles.putIfAbsent(piece, tile) == null) {
            groups.computeIfAbsent(heading, this::group).add(tile);
        }
        showCount();
    }

    private Div group(String heading) {
        Div row = Styled.div("evidence-row");
        Div group = Styled.div("evidence-group", Hint.inline(heading), row);
        group.getElement().setAttribute("role", "group").setAttribute("aria-label", heading);
        wall.add(group);
        return row;
    }

    private void chooseOnly(Predicate<Evidence> which) {
        tiles.forEach((piece, tile) -> choose(tile, which.test(piece)));
        showCount();
    }

    private void keep() {
        String hashes = chosen().stream()
                .flatMap(piece -> piece.pictureIfAny().stream())
                .map(BlobHash::hex)
                .distinct()
                .collect(Collectors.joining(" "));
        String uploaded =
                KeptUploads.text(tiles.keySet().stream().filter(piece -> piece.kind() == Evidence.Kind.PICTURE));
        kept.choose((hashes.isEmpty() ? NONE : hashes) + (uploaded.isEmpty() ? "" : "\n" + uploaded));
    }

    private static void choose(NativeButton tile, boolean chosen) {
        tile.getElement().setAttribute("aria-pressed", String.valueOf(chosen));
    }

    private static boolean isChosen(NativeButton tile) {
        return "true".equals(tile.getElement().getAttribute("aria-pressed"));
    }

    private void showCount() {
        int chosen = chosen().size();
        count.setText(
                wanted > 1
                        ? "%s selected (%d needed)".formatted(Formats.plural(chosen, "picture", "pictures"), wanted)
                        : Formats.plural(chosen, "picture", "pictures") + " selected");
    }

    List<Evidence> chosen() {
        return tiles.entrySet().stream()
                .filter(entry -> isChosen(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    void show(String words) {
        refusal.setText(words);
    }
}
