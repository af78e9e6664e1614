using EdgeActors.Fleet;
using EdgeActors.Fleet.Serving;

namespace EdgeActors.Specs.Fleet.Serving;

public sealed class DeviceViewsSpecs
{
    [Fact]
    public void A_device_has_the_same_view_again_as_long_as_there_is_room()
    {
        FakeTree tree = new();
        DeviceViews views = new(2, tree.Of);
        DeviceIdentity[] devices = [.. Enumerable.Range(0, 3).Select(i => new DeviceIdentity("line_a", $"press-{i}"))];

        IFleet[] first = [.. devices.Select(views.Of)];
        IFleet[] second = [.. devices.Select(views.Of)];

        Assert.Same(first[0], second[0]);
        Assert.Same(first[1], second[1]);
        Assert.NotSame(first[2], second[2]);
    }
}
