# Demonstration
demo-loading = Loading the Huinong case …
demo-ready = The Concord demonstration runs at { $address }
demo-union = Ma Xiuying, chief of the industry union federation
demo-employer = Wang Jianguo, chief of the employers' association
demo-bureau = Zhao Min, reviewer of the Huinong labour bureau
demo-store = Wu Haitao, chief of one store (sees nothing of the industry's talks)
demo-operator = runs accounts
demo-only = Its data is in { $folder }; start over with: concord demo --reset. The password is for the demonstration only.
