namespace HonestAsync.Lab.Tests.Price;

public class CallBytesTests
{
    [Fact]
    public void A_call_that_does_not_suspend_takes_bytes_only_for_a_task_with_a_number()
    {
        Assert.Equal(0, CallBytes.Complete(CallShape.Task));
        Assert.Equal(0, CallBytes.Complete(CallShape.ValueTask));
        Assert.Equal(0, CallBytes.Complete(CallShape.Pooled));
        Assert.True(CallBytes.Complete(CallShape.TaskOfInt) > 0);
    }

    [Theory]
    [InlineData(CallShape.TaskOfInt)]
    [InlineData(CallShape.ValueTask)]
    public void A_box_is_made_once_for_a_call_however_often_it_suspends(CallShape shape)
    {
        double once = CallBytes.SuspendedOften(shape, times: 1);

        Assert.True(once > 0, $"{once} B");
        Assert.Equal(once, CallBytes.SuspendedOften(shape, times: 100));
    }

    [Fact]
    public void On_a_loop_every_await_of_a_pending_task_takes_bytes()
    {
        double ten = CallBytes.SuspendedOnALoop(10), hundred = CallBytes.SuspendedOnALoop(100);

        Assert.True(ten > CallBytes.SuspendedOnALoop(1), $"{ten} B");
        Assert.True(hundred > 5 * ten, $"{ten} B, {hundred} B");
    }

    [Fact]
    public void The_pool_of_boxes_serves_one_call_at_a_time_and_no_crowd()
    {
        Assert.Equal(0, CallBytes.Suspended(CallShape.Pooled));
        double crowd = CallBytes.SuspendedTogether(CallShape.Pooled, 1_000);
        Assert.True(crowd > CallBytes.SuspendedTogether(CallShape.ValueTask, 1_000) / 2, $"{crowd} B");
    }

    [Fact]
    public void Many_suspended_calls_take_the_bytes_of_one_call_times_their_number() =>
        Assert.Equal(CallBytes.Suspended(CallShape.TaskOfInt), CallBytes.OfCrowd(CallShape.TaskOfInt, 5_000) / 5_000.0, tolerance: 1);

    [Fact]
    public void A_callback_and_a_passed_on_task_allocate_nothing()
    {
        Assert.Equal(0, CallBytes.Suspended(CallShape.Callback));
        Assert.Equal(0, CallBytes.SuspendedTogether(CallShape.Callback, 100));
        Assert.Equal(0, CallBytes.Suspended(CallShape.HandedOn));
    }

    [Fact]
    public void What_cannot_wait_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CallBytes.Suspended(CallShape.Plain));
        Assert.Throws<ArgumentOutOfRangeException>(() => CallBytes.SuspendedOften(CallShape.Callback, times: 2));
    }

    [Fact]
    public void No_collection_comes_from_calls_that_take_nothing() =>
        Assert.Equal(0, CallBytes.Collections(CallShape.Callback, suspends: true, calls: 1_000));
}
