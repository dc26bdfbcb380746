namespace HonestAsync.Lab.Tests.Anatomy;

public class MethodShapeTests
{
    [Fact]
    public void An_async_method_is_a_struct_that_moves_to_the_heap_at_its_first_suspension()
    {
        var shape = MethodShape.Marked();

        Assert.True(shape is { IsStateMachine: true, IsStruct: true, StartsHot: true });
        Assert.Equal(0, shape.BytesWhenDone);
        Assert.True(shape.BytesWhenSuspended > 0, $"{shape.BytesWhenSuspended} B");
    }

    [Fact]
    public void A_method_that_returns_the_task_of_another_is_no_state_machine()
    {
        var shape = MethodShape.Ordinary();

        Assert.Equal((false, 0.0, 0.0), (shape.IsStateMachine, shape.BytesWhenDone, shape.BytesWhenSuspended));
    }
}
