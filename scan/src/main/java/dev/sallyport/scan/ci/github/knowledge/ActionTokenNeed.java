package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;

/// What an action needs of the job's token under a condition.
record ActionTokenNeed(ActionPattern action, Condition when, TokenNeeds needs)
    implements ActionRow {

  static ActionTokenNeed read(Sheet.Row row) {
    return new ActionTokenNeed(ActionPattern.read(row), Condition.read(row), TokenNeeds.read(row));
  }

  static TokenNeeds sum(List<ActionTokenNeed> rows, Inputs inputs) {
    TokenNeeds sum = TokenNeeds.NONE;
    for (ActionTokenNeed row : rows) {
      sum =
          switch (row.when().holds(inputs)) {
            case NO -> sum;
            case MAYBE -> sum.and(row.needs().maybe());
            case YES -> sum.and(row.needs());
          };
    }
    return sum;
  }
}
