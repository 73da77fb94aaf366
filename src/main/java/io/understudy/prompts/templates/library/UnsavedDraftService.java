package io.understudy.prompts.templates.library;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.CurrentActor;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.UnsavedDraft;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
public class UnsavedDraftService {
    private static final String NEW = "new";
    private static final int MAX_CONTENT = 20_000;

    private final UnsavedDraftRepository drafts;
    private final CurrentActor actor;
    private final Clock clock;

    UnsavedDraftService(UnsavedDraftRepository drafts, CurrentActor actor, Clock clock) {
        this.drafts = drafts;
        this.actor = actor;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<UnsavedDraft> find(@Nullable PromptId template) {
        return drafts.find(actor.get().id(), key(template));
    }

    /**
     * Keeps a draft, sound or not, in place of the one before; one that is too long for any template is not kept.
     *
     * @return whether it was kept
     */
    @Transactional
    public boolean keep(@Nullable PromptId template, int baseNumber, TemplateDraft draft) {
        String content = TemplateJson.of(draft);
        if (content.length() > MAX_CONTENT) {
            return false;
        }
        drafts.keep(actor.get().id(), key(template), baseNumber, content, clock.instant());
        return true;
    }

    @Transactional
    public void discard(@Nullable PromptId template) {
        drafts.remove(actor.get().id(), key(template));
    }

    private static String key(@Nullable PromptId template) {
        return template == null ? NEW : template.value().toString();
    }
}
