using EdgeActors.Demo;

namespace EdgeActors.Specs.Demo;

public sealed class VibrationTrainingSpecs
{
    [Fact]
    public void Same_seed_trains_the_same_weights()
    {
        VibrationNet first = VibrationTraining.Train(seed: 5);
        VibrationNet second = VibrationTraining.Train(seed: 5);

        Assert.Equal(first.HiddenWeights, second.HiddenWeights);
        Assert.Equal(first.OutputBias, second.OutputBias);
    }

    [Fact]
    public void Another_seed_trains_other_weights() =>
        Assert.NotEqual(VibrationTraining.Train(seed: 5).HiddenWeights, VibrationTraining.Train(seed: 6).HiddenWeights);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Trained_net_knows_windows_that_it_never_saw(int seed)
    {
        VibrationNet net = VibrationTraining.Train(seed);

        double accuracy = VibrationTraining.Accuracy(net, seed: 1000 + seed, windowsPerCondition: 100);

        Assert.True(accuracy >= 0.99, $"accuracy is {accuracy}");
    }

    [Fact]
    public void Untrained_net_knows_nothing() =>
        Assert.Equal(0.25, VibrationTraining.Accuracy(new VibrationNet(), seed: 9, windowsPerCondition: 20));

    [Fact]
    public void Windows_of_one_seed_are_the_same_and_of_another_are_not()
    {
        float[] window = new VibrationSignals(3).Next(MachineCondition.BearingFault);

        Assert.Equal(window, new VibrationSignals(3).Next(MachineCondition.BearingFault));
        Assert.NotEqual(window, new VibrationSignals(4).Next(MachineCondition.BearingFault));
        Assert.Equal(VibrationSignals.WindowLength, window.Length);
    }
}
