package io.understudy.versions.sheets.ui;

import io.understudy.platform.ui.ImageMark;
import io.understudy.platform.ui.ImageStage;
import io.understudy.versions.sheets.flags.FlagRegion;
import io.understudy.versions.sheets.flags.SheetFlag;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

class FlagStage extends ImageStage {
    /** @param onUnmarked is called when a mark which was begun was given up */
    FlagStage(String source, String words, Consumer<FlagRegion> onMarked, Runnable onUnmarked) {
        super(Mode.FLAG);
        set("src", source);
        set("alt", words);
        on("marked", ImageMark.class, mark -> onMarked.accept(region(mark)));
        on("unmarked", onUnmarked);
    }

    static FlagRegion region(ImageMark mark) {
        return new FlagRegion(mark.x(), mark.y(), mark.width(), mark.height());
    }

    static ImageMark mark(SheetFlag flag) {
        FlagRegion mark = flag.mark();
        return new ImageMark(
                flag.number(),
                mark.x(),
                mark.y(),
                mark.width(),
                mark.height(),
                flag.words() + " (" + flag.flaggedByName() + ")");
    }

    void show(List<SheetFlag> flags) {
        marks(flags.stream().map(FlagStage::mark).toList());
    }

    void draw(@Nullable FlagRegion region) {
        draft(region == null ? null : new ImageMark(0, region.x(), region.y(), region.width(), region.height(), ""));
    }
}
