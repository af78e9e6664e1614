using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Operating;

namespace EdgeActors.Specs.Fleet.Operating;

public sealed class RosterSpecs
{
    private readonly MemoryTree _store = new();
    private readonly FleetRecords _records;
    private readonly Roster _roster;

    public RosterSpecs()
    {
        _records = new FleetRecords(_store, new FleetTree("plant"));
        _roster = new Roster(_records, TimeProvider.System);
    }

    [Fact]
    public async Task Registering_twice_changes_nothing_the_second_time()
    {
        Registered first = await _roster.RegisterAsync(["a", "b"], "hall 2", default);
        Registered second = await _roster.RegisterAsync(["a", "b"], null, default);

        Assert.Equal((new Registered(2, 0), new Registered(0, 2)), (first, second));
        Assert.Equal("hall 2", Read("a").Description);
    }

    [Fact]
    public async Task Deactivated_device_takes_part_no_longer_until_it_is_registered_again()
    {
        await _roster.RegisterAsync(["a", "b"], null, default);
        await _roster.DeactivateAsync(["a"], default);
        HashSet<string> without = await _records.ActiveDevicesAsync(default);

        Registered again = await _roster.RegisterAsync(["a"], null, default);

        Assert.Equal(["b"], without);
        Assert.Equal(new Registered(1, 0), again);
        Assert.Equal(["a", "b"], (await _records.ActiveDevicesAsync(default)).Order());
    }

    [Fact]
    public async Task Device_that_is_not_registered_cannot_be_deactivated()
    {
        OperatorException fault = await Assert.ThrowsAsync<OperatorException>(() => _roster.DeactivateAsync(["a"], default));

        Assert.Contains("\"a\" is not registered with fleet \"plant\"", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Description_of_another_operator_is_not_lost()
    {
        await _roster.RegisterAsync(["a"], "first", default);
        bool isFirst = true;
        _store.BeforeWrite = key =>
        {
            if (isFirst)
            {
                isFirst = false;
                _store[key] = DeviceJson.Write(Read("a") with { Description = "theirs" });
            }
        };

        await _roster.DeactivateAsync(["a"], default);

        Assert.Equal((false, "theirs"), (Read("a").IsActive, Read("a").Description));
    }

    [Fact]
    public async Task What_nobody_could_read_is_not_written()
    {
        OperatorException fault = await Assert.ThrowsAsync<OperatorException>(
            () => _roster.RegisterAsync(["a"], new string('d', FleetFormat.LongestText + 1), default));

        Assert.Contains("$.description is 4097 characters long; write 0 to 4096 characters", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Keys);
    }

    [Fact]
    public async Task Damaged_registration_is_told_and_written_anew()
    {
        _store[_records.Tree.DeviceKey("a")] = "{"u8.ToArray();

        OperatorException fault = await Assert.ThrowsAsync<OperatorException>(() => _records.DevicesAsync(default));
        await _roster.RegisterAsync(["a"], null, default);

        Assert.Contains("fleets/plant/devices/a.json cannot be read", fault.Message, StringComparison.Ordinal);
        Assert.True(Read("a").IsActive);
    }

    private DeviceDocument Read(string device) => DeviceJson.Read(_store[_records.Tree.DeviceKey(device)]);
}
