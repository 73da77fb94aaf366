package io.understudy.datasets.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.Exclusion;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TriggerUse;
import io.understudy.datasets.quality.MeasuredPicture;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.DatasetTargets;
import io.understudy.storage.BlobUrls;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One picture of the wall. While its picture is in the dataset the tile stays the same component, whatever becomes
 * known of it: a click that began on it ends on it.
 */
class DatasetPictureTile extends PictureTile {
    private final transient DatasetPageModel model;
    private final Span caption = new Span();
    private final Span size = Styled.span("secondary-text one-line");
    private final Div badges = Styled.div("tile-badges");
    private final NativeButton use;
    private transient PictureSummary shown;
    private transient List<String> said = List.of();

    DatasetPictureTile(DatasetPageModel model, PictureSummary picture, Consumer<DatasetPictureTile> open) {
        super(BlobUrls.of(picture.thumbnail()), "");
        this.model = model;
        this.shown = picture;
        getElement().setAttribute("role", "listitem");
        overlay(badges);
        caption(caption, Styled.span("secondary-text one-line", picture.fileName()), size);
        NativeButton look = new NativeButton("", event -> open.accept(this));
        look.addClassName("picture-open");
        look.setAriaLabel("Open " + picture.fileName());
        look.setTitle(picture.fileName());
        use = new NativeButton("", event -> use());
        NativeButton remove =
                new NativeButton("Remove", event -> model.pictures().remove(model, shown));
        remove.setAriaLabel("Remove " + picture.fileName());
        add(look, Styled.div("tile-actions", use, remove));
        PictureSelect.choosable(this, picture);
    }

    /** @param measured what is known about the picture; null while it waits */
    void show(PictureSummary picture, @Nullable MeasuredPicture measured) {
        shown = picture;
        setClassName("left-out", !picture.included());
        caption.setText(picture.caption().isEmpty() ? "no caption" : picture.caption());
        caption.setTitle(picture.caption());
        size.setText(picture.width() + " × " + picture.height() + " · " + Formats.bytes(picture.size())
                + (picture.repeats() == 1 ? "" : " · " + Formats.count(picture.repeats()) + " repeats"));
        boolean hint = !picture.belowMinimum() && picture.belowPreferred();
        size.setClassName("size-hint", hint);
        size.setTitle(
                hint ? DatasetTargets.onSize(picture.width(), picture.height()).words() : "");
        use.setText(picture.included() ? "Leave out" : picture.belowMinimum() ? "Keep anyway" : "Include");
        use.setAriaLabel(use.getText() + ": " + picture.fileName());
        use.setVisible(picture.exclusion() != Exclusion.WITHDRAWN);
        List<StateBadge> now = badges(picture, measured);
        List<String> words = now.stream()
                .map(badge -> badge.getElement().getTextRecursively() + "\n"
                        + badge.getTitle().orElse(""))
                .toList();
        if (!words.equals(said)) {
            said = words;
            badges.removeAll();
            now.forEach(badges::add);
        }
    }

    private void use() {
        if (shown.included()) {
            model.pictures().exclude(model, shown);
        } else {
            model.pictures().include(model, shown);
        }
    }

    private static List<StateBadge> badges(PictureSummary picture, @Nullable MeasuredPicture measured) {
        List<StateBadge> badges = new ArrayList<>();
        if (picture.belowMinimum()) {
            badges.add(new StateBadge(
                    picture.included() ? "small, kept" : "below 1024 px", BadgeTone.WARN, VaadinIcon.COMPRESS));
        } else if (!picture.included()) {
            badges.add(
                    picture.exclusion() == Exclusion.WITHDRAWN
                            ? new StateBadge("withdrawn", BadgeTone.BAD, VaadinIcon.BAN)
                            : new StateBadge(
                                    picture.exclusion() == Exclusion.REPLACED ? "its crop is used" : "left out",
                                    BadgeTone.NEUTRAL,
                                    VaadinIcon.EYE_SLASH));
        }
        if (picture.included() && picture.trigger() != TriggerUse.FIRST) {
            badges.add(new StateBadge(
                    picture.trigger() == TriggerUse.MISSING ? "no trigger word" : "trigger not first",
                    BadgeTone.WARN,
                    VaadinIcon.TAG));
        }
        if (picture.awaitsSecond()) {
            badges.add(OpenVerdictsPanel.badge(picture));
        }
        if (measured != null) {
            measured.standing().forEach(verdict -> badges.add(VerdictBadges.of(verdict)));
        }
        return badges;
    }
}
