package io.understudy.comments.ui;

import io.understudy.comments.CommentService;
import io.understudy.comments.CommentSignals;
import io.understudy.people.TeamService;
import java.time.Clock;

record CommentDesk(CommentService comments, CommentSignals signals, TeamService team, Clock clock) {}
