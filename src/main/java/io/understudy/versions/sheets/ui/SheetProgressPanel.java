package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationResumeOffer;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.generation.ui.GenerationBar;
import io.understudy.generation.ui.GenerationBarFactory;
import io.understudy.generation.ui.ResumeButtons;
import io.understudy.platform.ui.Hint;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetService;
import java.util.Optional;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class SheetProgressPanel extends Div {
    private final transient SheetService sheets;
    private final transient GenerationService generation;
    private final transient GenerationBarFactory bars;

    SheetProgressPanel(SheetService sheets, GenerationService generation, GenerationBarFactory bars) {
        this.sheets = sheets;
        this.generation = generation;
        this.bars = bars;
    }

    /** @param resumed is called when missing pictures are generated after all */
    void show(SheetDetails sheet, Runnable resumed) {
        removeAll();
        GenerationId job = sheet.generation();
        if (job != null) {
            GenerationBar bar = bars.of(
                    job,
                    missing(sheet.id(), job, resumed),
                    ", the places say why. Upload pictures made elsewhere instead.");
            bar.addClassNames("panel", "sheet-progress");
            add(bar);
        } else if (!sheet.isComplete()) {
            add(new Hint("The pictures of this sheet are made elsewhere: open a place to upload its picture, made with"
                    + " the prompt, seed and strength that it names."));
        }
    }

    private ResumeButtons.Door missing(SheetId sheet, GenerationId job, Runnable resumed) {
        return new ResumeButtons.Door() {
            @Override
            public Optional<GenerationResumeOffer> offer() {
                return sheets.missingOffer(sheet);
            }

            @Override
            public void resume(GenerationResumeOffer agreed) {
                sheets.drawMissing(sheet, agreed);
                resumed.run();
            }

            @Override
            public Optional<GenerationResumeOffer> sendAgainOffer() {
                return generation.sendAgainOffer(job);
            }

            @Override
            public void sendAgain(GenerationResumeOffer agreed) {
                sheets.sendMissingAgain(sheet, agreed);
            }
        };
    }
}
