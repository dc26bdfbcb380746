namespace HonestAsync.Lab.Tests.Anatomy;

public class AwaitStepsTests
{
    [Theory]
    [InlineData(Operation.Pending,
        "starts the operation, asks: done? no, suspends, caller goes on, other work runs, operation is done, resumes")]
    [InlineData(Operation.Complete,
        "starts the operation, asks: done? yes, resumes, caller goes on, other work runs")]
    [InlineData(Operation.Blocked,
        "starts the operation, blocks, operation is done, resumes, caller goes on, other work runs")]
    public void The_steps_of_a_method_that_needs_a_result(Operation operation, string steps) =>
        Assert.Equal(steps, AwaitSteps.Of(operation).Trace);

    [Fact]
    public void Everything_but_the_completion_runs_on_the_loop() => Assert.Equal(
        ["operation is done"],
        AwaitSteps.Of(Operation.Pending).Lanes("x").Where(span => span.Lane == "x: another thread")
            .Select(span => span.Operation));
}
