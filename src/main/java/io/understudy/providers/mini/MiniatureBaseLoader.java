package io.understudy.providers.mini;

import io.understudy.mini.MiniatureBase;
import io.understudy.platform.jobs.JobFailure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The miniature's base model, loaded once for training and generation; a server that only shows pages does without. */
@Component
public class MiniatureBaseLoader {
    private @Nullable MiniatureBase base;

    public synchronized MiniatureBase base() {
        MiniatureBase loaded = base;
        if (loaded == null) {
            try {
                loaded = MiniatureBase.load();
            } catch (IOException problem) {
                throw new JobFailure(
                        "The miniature's base model cannot be read.",
                        "The installation is damaged: an admin installs Understudy again.",
                        problem);
            }
            base = loaded;
        }
        return loaded;
    }
}
