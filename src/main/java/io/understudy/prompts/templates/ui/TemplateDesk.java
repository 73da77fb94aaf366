package io.understudy.prompts.templates.ui;

import io.understudy.characters.CharacterService;
import io.understudy.comments.ui.CommentPanels;
import io.understudy.people.Role;
import io.understudy.people.TeamService;
import io.understudy.prompts.stacks.LoraShelf;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.templates.TemplateMarkService;
import io.understudy.prompts.templates.TemplateService;
import io.understudy.prompts.templates.TemplateSignals;
import io.understudy.prompts.templates.TemplateVersionService;
import org.springframework.stereotype.Component;

@Component
record TemplateDesk(
        TemplateService templates,
        TemplateVersionService versions,
        TemplateMarkService marks,
        CharacterService characters,
        LoraShelf shelf,
        StackService stacks,
        TemplateSignals signals,
        TeamService team,
        CommentPanels comments) {
    boolean iReview() {
        return team.me().role().includes(Role.REVIEWER);
    }
}
