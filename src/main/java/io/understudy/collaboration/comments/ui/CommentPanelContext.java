package io.understudy.collaboration.comments.ui;

import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.comments.CommentSignals;
import io.understudy.identity.accounts.TeamService;
import java.time.Clock;

record CommentPanelContext(CommentService comments, CommentSignals signals, TeamService team, Clock clock) {}
