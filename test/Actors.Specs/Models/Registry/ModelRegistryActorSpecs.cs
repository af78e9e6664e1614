using EdgeActors.Models;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Registry;

public sealed class ModelRegistryActorSpecs
{
    [Fact]
    public async Task The_canonical_flow()
    {
        await using ModelsSystem system = new();
        FakeModel model = system.Engine.In("folder");

        Assert.Equal(FaultCode.NotFound, (await system.Refused(new UnloadModel("m"))).Code);
        ModelInfo loaded = Assert.IsType<ModelLoaded>(await system.Ask(new LoadModel("m", "folder"))).Model;
        Assert.Equal(FaultCode.AlreadyExists, (await system.Refused(new LoadModel("m", "folder"))).Code);
        Assert.Same(loaded, Assert.Single(Assert.IsType<ModelList>(await system.Ask(ListModels.Instance)).Models));
        Assert.Equal(loaded, Assert.IsType<ModelDescribed>(await system.Ask(new DescribeModel("m"))).Model);
        (await system.Predict("m")).Result!.Dispose();
        Assert.IsType<ModelUnloaded>(await system.Ask(new UnloadModel("m")));

        Assert.Equal(new ModelInfo("m", "folder", model.Inputs, model.Outputs), loaded);
        Assert.Equal(FaultCode.NotFound, (await system.Predict("m")).Fault!.Code);
        Assert.Equal(FaultCode.NotFound, (await system.Refused(new DescribeModel("m"))).Code);
        Assert.Empty(Assert.IsType<ModelList>(await system.Ask(ListModels.Instance)).Models);
        Assert.Equal(1, model.SessionsDisposed.Value);
    }

    [Fact]
    public async Task Models_are_listed_in_the_order_of_their_loads()
    {
        await using ModelsSystem system = new();
        foreach (string handle in (string[])["b", "c", "a"])
        {
            await system.Load(handle);
        }

        ModelList list = Assert.IsType<ModelList>(await system.Ask(ListModels.Instance));

        Assert.Equal(["b", "c", "a"], list.Models.Select(model => model.Handle));
    }
}
