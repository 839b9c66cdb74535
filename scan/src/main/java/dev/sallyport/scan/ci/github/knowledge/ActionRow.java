package dev.sallyport.scan.ci.github.knowledge;

/// A row that speaks of an action.
interface ActionRow {
  ActionPattern action();
}
