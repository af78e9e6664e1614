using EdgeActors.Hosting;

namespace EdgeActors.Specs.Hosting;

public sealed class NativeHeapSpecs
{
    [Fact]
    public void The_heap_is_limited_where_the_c_library_is_glibc() =>
        Assert.Equal(OperatingSystem.IsLinux() && File.Exists("/lib64/ld-linux-x86-64.so.2"), NativeHeap.Limit());
}
