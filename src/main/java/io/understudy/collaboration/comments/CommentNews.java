package io.understudy.collaboration.comments;

import io.understudy.identity.AccountId;

/** What someone did with a comment concerns a person whom it does not name. Published inside the transaction. */
record CommentNews(AccountId person, String title, String words, CommentLocation place) {}
