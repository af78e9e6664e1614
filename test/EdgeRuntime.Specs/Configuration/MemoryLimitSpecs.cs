using EdgeActors.Configuration;

namespace EdgeActors.Specs.Configuration;

public sealed class MemoryLimitSpecs
{
    private const long Machine = 8L << 30;

    [Fact]
    public void Without_control_groups_the_machine_is_the_limit() => Assert.Equal(Machine, LimitOf([]));

    [Fact]
    public void Tightest_group_of_version_2_wins() => Assert.Equal(
        300,
        LimitOf(new()
        {
            ["/proc/self/cgroup"] = "0::/system.slice/agent.service\n",
            ["/sys/fs/cgroup/system.slice/agent.service/memory.max"] = "500\n",
            ["/sys/fs/cgroup/system.slice/memory.max"] = "300\n",
            ["/sys/fs/cgroup/memory.max"] = "max\n",
        }));

    [Fact]
    public void Group_of_version_1_is_the_limit() => Assert.Equal(
        400,
        LimitOf(new()
        {
            ["/proc/self/cgroup"] = "5:cpu,cpuacct:/a\n4:memory:/docker/0123\n",
            ["/sys/fs/cgroup/memory/docker/0123/memory.limit_in_bytes"] = "400\n",
        }));

    [Fact]
    public void In_a_container_the_mount_itself_is_the_group() => Assert.Equal(
        600,
        LimitOf(new() { ["/proc/self/cgroup"] = "4:memory:/docker/0123\n", ["/sys/fs/cgroup/memory/memory.limit_in_bytes"] = "600\n" }));

    [Fact]
    public void Limit_above_the_machine_does_not_count() => Assert.Equal(
        Machine,
        LimitOf(new() { ["/proc/self/cgroup"] = "4:memory:/\n", ["/sys/fs/cgroup/memory/memory.limit_in_bytes"] = "9223372036854771712\n" }));

    [Fact]
    public void Models_may_take_four_fifths() => Assert.Equal((long)(Machine * 0.8), new MemoryLimit(_ => null, Machine).ModelBudget());

    private static long LimitOf(Dictionary<string, string> files) => new MemoryLimit(files.GetValueOrDefault, Machine).Bytes();
}
