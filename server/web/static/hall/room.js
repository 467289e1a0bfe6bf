// All rows as they were last told, with their line of the list; changes are put in here.

import { draw, newRow, passStep } from "./cells.js";

export class Room {
  constructor(body, words) {
    this.rows = new Map();
    this.body = body;
    this.words = words;
  }

  // Put a change in; returns whether rows came, went or changed otherwise than in their typing.
  take(news) {
    const before = news.all ? new Set(this.rows.keys()) : null;
    for (const [values, numbers] of news.rows ?? []) {
      for (const number of numbers) {
        this.change(number, values);
        before?.delete(number);
      }
    }
    for (const number of [...(news.gone ?? []), ...(before ?? [])]) this.drop(number);
    if (news.all) this.dropStrangers();
    if (news.typed) this.passSteps(news.typed);
    return Boolean(news.rows || news.gone || news.all);
  }

  change(number, values) {
    let row = this.rows.get(number);
    if (row === undefined) {
      let element = document.getElementById(`r${number}`);
      if (element === null) {
        element = newRow(number);
        this.body.append(element);
      }
      row = { key: number, typed: "", give: null, element };
      this.rows.set(number, row);
    }
    Object.assign(row, values);
    draw(row, Object.keys(values), this.words);
  }

  drop(number) {
    this.rows.get(number)?.element.remove();
    this.rows.delete(number);
  }

  // What a server that was started anew does not know is not there any more.
  dropStrangers() {
    for (const element of [...this.body.rows]) {
      if (!this.rows.has(Number(element.id.slice(1)))) element.remove();
    }
  }

  passSteps(digits) {
    for (const row of this.rows.values()) {
      passStep(row, digits[row.key] ?? "0");
      draw(row, ["typed"], this.words);
    }
  }
}
