namespace HonestAsync.Lab.Tests.Anatomy;

public class ServingOrderTests
{
    [Fact]
    public void A_loop_serves_in_the_order_of_becoming_ready() =>
        Assert.All(ServingOrder.FirstInFirstOut(), order => Assert.Equal(order.Arrived, order.Served));

    [Fact]
    public void A_loop_with_phases_serves_by_kind() =>
        Assert.All(ServingOrder.ByPhase(), order => Assert.Equal("I/O timer connection", order.Served));

    [Fact]
    public void All_six_orders_are_tried() =>
        Assert.Equal(6, ServingOrder.FirstInFirstOut().Select(order => order.Arrived).Distinct().Count());
}
