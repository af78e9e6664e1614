using EdgeActors.Deployment;
using EdgeActors.Specs.Packages.Fakes;
using EdgeActors.Specs.Storage.Files;
using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.Packages.Storing;

/// <summary>Whichever system call fails, for once or from then on: the package is whole, or it is as if it had never been; and the next try brings it.</summary>
public sealed class StoreCrashSpecs
{
    [Theory]
    [InlineData(Errors.InputOutput, false)]
    [InlineData(Errors.NoSpace, true)]
    public async Task Whichever_call_fails_the_package_is_whole_or_absent(int error, bool onwards)
    {
        byte[] package = StoreBench.Package();
        int calls = 0;
        for (int nth = 1; ; nth++)
        {
            FaultyCalls faulty = new(nth, error, onwards);
            using StoreBench bench = new(calls: faulty);
            bench.Source.Put(StoreBench.Url, package);

            StoreAnswer answer = await bench.Store.FetchAsync(StoreBench.Request(package), default);
            calls = faulty.Count;
            Assert.True(answer.Package is not null || answer.Fault!.IsTransient, answer.Fault?.Message);
            bench.AssertNothingOutside();

            bench.Open();
            StoredPackage later = await bench.FetchAsync(package);
            Assert.Null(await bench.Store.VerifyAsync(later.Folder, default));
            await bench.Store.SweepAsync([later.Folder], default);
            Assert.Equal(4, bench.Files.Length);
            if (calls < nth)
            {
                break;
            }
        }

        Assert.True(calls > 50);
    }
}
