// Why nothing was bought.
export class Failure extends Error {
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}
