package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.generation.GenerationId;
import io.understudy.generation.ui.GenerationBar;
import io.understudy.generation.ui.GenerationBarFactory;
import io.understudy.generation.ui.ResumeButtons;
import io.understudy.platform.ui.Hint;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetService;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class SheetProgressPanel extends Div {
    private final transient SheetService sheets;
    private final transient GenerationBarFactory bars;
    private transient @Nullable GenerationId shown;

    SheetProgressPanel(SheetService sheets, GenerationBarFactory bars) {
        this.sheets = sheets;
        this.bars = bars;
    }

    /** @param resumed is called when missing pictures are generated after all */
    void show(SheetDetails sheet, Runnable resumed) {
        show(sheet, sheets.job(sheet.head().id()).orElse(null), resumed);
    }

    /** Another job of the sheet may be the one to show by now. */
    void follow(SheetDetails sheet, Runnable resumed) {
        GenerationId job = sheets.job(sheet.head().id()).orElse(null);
        if (!Objects.equals(job, shown)) {
            show(sheet, job, resumed);
        }
    }

    private void show(SheetDetails sheet, @Nullable GenerationId job, Runnable resumed) {
        removeAll();
        shown = job;
        if (job != null) {
            GenerationBar bar = bars.of(
                    job,
                    missing(sheet.head().id(), resumed),
                    ", the places say why. Upload pictures made elsewhere instead.");
            bar.addClassNames("panel", "sheet-progress");
            add(bar);
        } else if (sheet.head().backend() != null) {
            ResumeButtons missing = new ResumeButtons(missing(sheet.head().id(), resumed));
            missing.show(true);
            add(missing);
        } else if (!sheet.isComplete()) {
            add(new Hint("The pictures of this sheet are made elsewhere: open a place to upload its picture, made with"
                    + " the prompt, seed and strength that it names."));
        }
    }

    private ResumeButtons.Door missing(SheetId sheet, Runnable resumed) {
        return new ResumeButtons.Door(
                () -> sheets.missingOffer(sheet),
                agreed -> {
                    sheets.drawMissing(sheet, agreed);
                    resumed.run();
                },
                () -> sheets.sendAgainOffer(sheet),
                agreed -> sheets.sendMissingAgain(sheet, agreed));
    }
}
