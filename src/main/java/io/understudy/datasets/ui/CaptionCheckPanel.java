package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.datasets.captions.CaptionOverview;
import io.understudy.datasets.captions.text.CaptionLength;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.TriggerWord;

class CaptionCheckPanel extends Composite<Div> {
    CaptionCheckPanel(DatasetPageModel model, CaptionOverview captions) {
        TriggerWord trigger = model.character().triggerWord();
        getContent().addClassName("panel");
        getContent().add(new H2("Caption check"));
        int wrongTrigger = captions.triggerMissing() + captions.triggerElsewhere();
        if (captions.uncaptioned() > 0) {
            item(
                    "no caption",
                    Formats.plural(captions.uncaptioned(), "picture has", "pictures have") + " none.",
                    Buttons.inline("Show", () -> model.showCaptions(of(CaptionFilter.Kind.UNCAPTIONED))));
        }
        if (wrongTrigger > 0) {
            item(
                    "trigger word",
                    captions.triggerMissing() + " without “" + trigger + "”, " + captions.triggerElsewhere()
                            + " where it is not first.",
                    Buttons.inline("Show", () -> model.showCaptions(of(CaptionFilter.Kind.TRIGGER))),
                    Buttons.inline("Put it first everywhere", model::putTriggerFirst));
        }
        if (captions.beyondClip() > 0) {
            item(
                    "long",
                    Formats.plural(captions.beyondClip(), "caption is", "captions are") + " longer than the "
                            + CaptionLength.CLIP_LIMIT + " tokens that CLIP reads; T5 reads "
                            + CaptionLength.T5_LIMIT + ". What matters most belongs in front.",
                    Buttons.inline("Show", () -> model.showCaptions(of(CaptionFilter.Kind.LONG))));
        }
        if (getContent().getComponentCount() == 1) {
            getContent().add(new Hint("Every included picture has a caption that begins with “" + trigger + "”."));
        }
        PictureSummary longest = captions.longest();
        if (longest != null && !longest.caption().isEmpty()) {
            CaptionLength length = CaptionLength.of(longest.caption());
            getContent()
                    .add(new Hint("The longest is that of " + longest.fileName() + ", about " + length.clipTokens()
                            + " of " + CaptionLength.CLIP_LIMIT + " CLIP tokens, " + length.t5Tokens() + " of "
                            + CaptionLength.T5_LIMIT + " T5 tokens."));
        }
    }

    private static CaptionFilter of(CaptionFilter.Kind kind) {
        return new CaptionFilter(kind, "");
    }

    private void item(String badge, String words, Component... actions) {
        Div line = Styled.div("look-item", new StateBadge(badge, BadgeTone.WARN, VaadinIcon.WARNING), new Span(words));
        line.add(actions);
        getContent().add(line);
    }
}
